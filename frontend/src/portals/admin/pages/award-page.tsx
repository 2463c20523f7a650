import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { callOptions, type Call } from '@/features/call/api';
import { awardsOptions, overviewOptions, type Pool, type TeamAwards } from '@/features/grant/api';
import { AwardForm } from '@/features/grant/award-form';
import { AwardCard, canAward, RequestTable } from '@/features/grant/award-view';
import { useBilingual } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import { paths } from '@/paths';
import { EmptyState } from '@/ui/empty-state/empty-state';
import { Section, Stack } from '@/ui/layout/layout';
import { ButtonLink } from '@/ui/link/link';
import { PageHeader } from '@/ui/page-header/page-header';
import { showToast } from '@/ui/toast/toast-store';
import { Loaded } from '../loaded';
import { useRights } from '../rights';

/** What one selected team is given. */
export function AwardPage() {
  const t = useText();
  const say = useBilingual();
  const { callId = '', teamId = '' } = useParams();
  const call = useQuery(callOptions(callId));
  const awards = useQuery(awardsOptions(callId));
  const overview = useQuery(overviewOptions(callId));
  const team = awards.data?.find((one) => one.team.id === teamId);
  return (
    <>
      <PageHeader
        title={team ? say({ ko: team.team.name, en: team.team.name_en }) : t('admin.award.title')}
        crumbs={[
          { label: t('admin.nav.calls'), to: paths.admin.home() },
          { label: say(call.data?.title) || '…', to: paths.admin.call(callId) },
          { label: t('admin.award.title'), to: paths.admin.awards(callId) },
        ]}
      />
      <Loaded query={call}>
        {(loaded) => (
          <Loaded query={overview}>
            {({ pools }) => (
              <Loaded query={awards}>
                {() =>
                  team ? (
                    <Content call={loaded} team={team} pools={pools.map((one) => one.pool)} />
                  ) : (
                    <EmptyState title={t('admin.award.not_selected')} />
                  )
                }
              </Loaded>
            )}
          </Loaded>
        )}
      </Loaded>
    </>
  );
}

function Content({ call, team, pools }: { call: Call; team: TeamAwards; pools: Pool[] }) {
  const t = useText();
  const say = useBilingual();
  const rights = useRights();
  const access = rights.administers(call.id) ? 'change' : 'read';
  const name = say({ ko: team.team.name, en: team.team.name_en });
  return (
    <Stack gap="section">
      <RequestTable team={team} resources={call.definition.resources ?? []} />
      {team.awards.length > 0 && (
        <Section title={t('admin.award.awards')}>
          {team.awards.map((award) => (
            <AwardCard key={award.id} award={award} pools={pools} teamName={name} access={access} />
          ))}
        </Section>
      )}
      {access === 'change' && canAward(team) && (
        <Section title={t('admin.award.new')} description={t('admin.award.new_hint')}>
          {pools.length === 0 ? (
            <EmptyState
              title={t('admin.grant.empty')}
              actions={<ButtonLink to={paths.admin.newPool(call.id)}>{t('admin.grant.new_pool')}</ButtonLink>}
            >
              {t('admin.grant.empty_reason')}
            </EmptyState>
          ) : (
            <AwardForm
              callId={call.id}
              teamId={team.team.id}
              pools={pools}
              onEntered={() => showToast(t('admin.award.entered'))}
            />
          )}
        </Section>
      )}
    </Stack>
  );
}
