import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { offersOptions, teamOptions, type Offer, type Team } from '@/features/team/api';
import { OfferForm } from '@/features/team/offer-form';
import { OfferTable } from '@/features/team/offer-lines';
import { useNameOf } from '@/i18n/bilingual';
import { useLanguage } from '@/i18n/provider';
import { useText } from '@/i18n/use-text';
import { formatDateTime } from '@/lib/date';
import { useNow } from '@/lib/use-now';
import { paths } from '@/paths';
import { Countdown } from '@/ui/countdown/countdown';
import { EmptyState } from '@/ui/empty-state/empty-state';
import { InlineAlert } from '@/ui/inline-alert/inline-alert';
import { Section, Stack } from '@/ui/layout/layout';
import { PageHeader } from '@/ui/page-header/page-header';
import { Loaded } from '../loaded';

/** What was offered to the team, to answer or to read. */
export function OffersPage() {
  const t = useText();
  const { teamId = '' } = useParams();
  const team = useQuery(teamOptions(teamId));
  const offers = useQuery(offersOptions(teamId));
  const nameOf = useNameOf();
  const title = t('applicant.offer.title');
  const crumbs = [
    { label: t('applicant.nav.home'), to: paths.applicant.home() },
    { label: team.data ? nameOf(team.data) : t('applicant.team.title'), to: paths.applicant.team(teamId) },
  ];
  return (
    <Loaded query={offers} title={title} crumbs={crumbs}>
      {(list) => (
        <Loaded query={team} title={title} crumbs={crumbs}>
          {(data) => (
            <Stack gap="section">
              <PageHeader
                title={title}
                crumbs={crumbs}
                context={nameOf(data)}
                description={t('applicant.offer.help')}
              />
              {list.length === 0 && (
                <EmptyState title={t('applicant.offer.none')}>{t('applicant.offer.none_reason')}</EmptyState>
              )}
              {list.map((offer) => (
                <OneOffer key={offer.id} offer={offer} team={data} />
              ))}
            </Stack>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

function OneOffer({ offer, team }: { offer: Offer; team: Team }) {
  const t = useText();
  const { language } = useLanguage();
  const now = useNow(1000);
  const open = offer.status === 'open' && Date.parse(offer.expires_at) > now;
  const title = t('applicant.offer.of', { at: formatDateTime(offer.offered_at, language) });
  if (open && team.my_role === 'lead') {
    return (
      <Section
        title={title}
        description={<Countdown deadline={offer.expires_at} label={t('applicant.offer.deadline')} />}
      >
        <OfferForm offer={offer} />
      </Section>
    );
  }
  return (
    <Section title={title}>
      <OfferNotice offer={offer} state={open ? 'open' : offer.status === 'answered' ? 'answered' : 'expired'} />
      <OfferTable offer={offer} />
    </Section>
  );
}

function OfferNotice({ offer, state }: { offer: Offer; state: 'open' | 'answered' | 'expired' }) {
  const t = useText();
  const { language } = useLanguage();
  if (state === 'open') {
    return (
      <>
        <Countdown deadline={offer.expires_at} label={t('applicant.offer.deadline')} />
        <InlineAlert title={t('applicant.offer.lead_only')} />
      </>
    );
  }
  if (state === 'answered') {
    const at = offer.answered_at ? formatDateTime(offer.answered_at, language) : '';
    return <InlineAlert tone="success" title={t('applicant.offer.answered', { at })} />;
  }
  return (
    <InlineAlert
      tone="warning"
      title={t('applicant.offer.expired', { at: formatDateTime(offer.expires_at, language) })}
    >
      {t('applicant.offer.expired_help')}
    </InlineAlert>
  );
}
