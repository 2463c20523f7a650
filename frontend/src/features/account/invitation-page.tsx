import { useQuery } from '@tanstack/react-query';
import { Navigate, useNavigate, useParams } from 'react-router';
import { asAppError } from '@/api/app-error';
import type { components } from '@/api/schema';
import { useBilingual, useNameOf } from '@/i18n/bilingual';
import { useLanguage } from '@/i18n/provider';
import { useText } from '@/i18n/use-text';
import { formatDateTime } from '@/lib/date';
import { paths } from '@/paths';
import { AppShell } from '@/ui/app-shell/app-shell';
import { Button } from '@/ui/button/button';
import { ErrorState } from '@/ui/error-state/error-state';
import { InlineAlert } from '@/ui/inline-alert/inline-alert';
import { Cluster, Stack } from '@/ui/layout/layout';
import { ButtonLink } from '@/ui/link/link';
import { Loading } from '@/ui/loading/loading';
import { PageHeader } from '@/ui/page-header/page-header';
import { SummaryList } from '@/ui/summary-list/summary-list';
import { AccountMenu } from './account-menu';
import { invitationCallOptions, invitationOptions, useAcceptInvitation, useMe } from './api';
import styles from './sign-in-page.module.css';

/** An invitation to a team: who asks, and the act of accepting. Strangers sign in first and come back. */
export function InvitationPage() {
  const t = useText();
  const { token = '' } = useParams();
  const me = useMe();
  const invitation = useQuery({ ...invitationOptions(token), enabled: me.data !== undefined });
  if (me.isError && asAppError(me.error).status === 401) {
    return <Navigate to={paths.signIn(paths.invitation(token))} replace />;
  }
  const error = invitation.isError ? asAppError(invitation.error) : me.isError ? asAppError(me.error) : undefined;
  return (
    <AppShell account={<AccountMenu />}>
      <div className={styles.page}>
        <Stack>
          <PageHeader title={t('account.invitation.title')} />
          {!error && !invitation.data && <Loading />}
          {error && (
            <ErrorState error={error} onRetry={() => void (me.isError ? me.refetch() : invitation.refetch())} />
          )}
          {error && me.data && <p>{t('account.invitation.signed_in_as', { email: me.data.person.email })}</p>}
          {invitation.data && <Offer token={token} offer={invitation.data} />}
        </Stack>
      </div>
    </AppShell>
  );
}

type OfferProps = { token: string; offer: components['schemas']['InvitationOffer'] };

function Offer({ token, offer }: OfferProps) {
  const t = useText();
  const { language } = useLanguage();
  const navigate = useNavigate();
  const say = useBilingual();
  const nameOf = useNameOf();
  const call = useQuery(invitationCallOptions(offer.team.call_id));
  const accept = useAcceptInvitation(token);
  const join = async () => {
    try {
      const team = await accept.mutateAsync();
      void navigate(paths.applicant.team(team.id), { replace: true });
    } catch {
      // The mutation keeps what was said; it stands above the button.
    }
  };
  return (
    <Stack gap="large">
      <SummaryList
        rows={[
          ...(call.data ? [{ id: 'call', label: t('account.invitation.call'), value: say(call.data) }] : []),
          { id: 'team', label: t('account.invitation.team'), value: nameOf(offer.team) },
          { id: 'organisation', label: t('account.invitation.organisation'), value: offer.organisation.name },
          { id: 'inviter', label: t('account.invitation.inviter'), value: offer.inviter },
          {
            id: 'until',
            label: t('account.invitation.until'),
            value: formatDateTime(offer.expires_at, language),
          },
        ]}
      />
      {accept.isError && (
        <InlineAlert
          tone="danger"
          urgency="assertive"
          title={asAppError(accept.error).message || t('common.error.no_answer_detail')}
        />
      )}
      <p>{t('account.invitation.help')}</p>
      <Cluster>
        <Button variant="primary" status={accept.isPending ? 'pending' : 'ready'} onClick={() => void join()}>
          {t('account.invitation.accept')}
        </Button>
        <ButtonLink to={paths.applicant.home()}>{t('account.invitation.later')}</ButtonLink>
      </Cluster>
    </Stack>
  );
}
