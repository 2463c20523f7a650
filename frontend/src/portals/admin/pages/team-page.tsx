import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { callOptions, type Stage } from '@/features/call/api';
import { hasLeftFiling, takesFilings } from '@/features/call-admin/phases';
import { filingsOptions, submissionOptions, teamOptions, type Team } from '@/features/team-admin/api';
import { FiledContent } from '@/features/team-admin/filed-content';
import { TeamDetail } from '@/features/team-admin/team-detail';
import { useBilingual } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import { paths } from '@/paths';
import { EmptyState } from '@/ui/empty-state/empty-state';
import { Section, Stack } from '@/ui/layout/layout';
import { PageHeader } from '@/ui/page-header/page-header';
import { StatusTag } from '@/ui/status-tag/status-tag';
import { Loaded } from '../loaded';

/** One team to read: who it is, and what it filed once the deadline is over. */
export function TeamPage() {
  const t = useText();
  const say = useBilingual();
  const { callId = '', teamId = '' } = useParams();
  const call = useQuery(callOptions(callId));
  const team = useQuery(teamOptions(teamId));
  return (
    <>
      <PageHeader
        title={team.data ? say({ ko: team.data.name, en: team.data.name_en }) : t('admin.team')}
        status={team.data?.status === 'withdrawn' && <StatusTag>{t('admin.team.withdrawn')}</StatusTag>}
        crumbs={[
          { label: t('admin.nav.calls'), to: paths.admin.home() },
          { label: say(call.data?.title) || '…', to: paths.admin.call(callId) },
          { label: t('admin.teams'), to: paths.admin.teams(callId) },
        ]}
      />
      <Loaded query={call}>
        {(loadedCall) => (
          <Loaded query={team}>
            {(loadedTeam) => (
              <Stack gap="section">
                <TeamDetail
                  team={loadedTeam}
                  ruleTitle={(key) => loadedCall.definition.eligibility?.find((rule) => rule.key === key)?.title}
                />
                {loadedCall.stages.filter(takesFilings).map((stage) => (
                  <FiledSection key={stage.id} stage={stage} team={loadedTeam} />
                ))}
              </Stack>
            )}
          </Loaded>
        )}
      </Loaded>
    </>
  );
}

function FiledSection({ stage, team }: { stage: Stage; team: Team }) {
  const t = useText();
  const say = useBilingual();
  const isReadable = hasLeftFiling(stage);
  const filings = useQuery({ ...filingsOptions(stage.id), enabled: isReadable });
  const filing = filings.data?.find((one) => one.team.id === team.id);
  return (
    <Section title={t('admin.team.filed_at', { stage: say(stage.title) })}>
      {!isReadable && <EmptyState title={t('admin.team.after_deadline')} />}
      {isReadable && (
        <Loaded query={filings}>
          {() =>
            filing?.submission_id ? (
              <Filed submissionId={filing.submission_id} />
            ) : (
              <EmptyState title={t('admin.team.nothing_filed')} />
            )
          }
        </Loaded>
      )}
    </Section>
  );
}

function Filed({ submissionId }: { submissionId: string }) {
  const submission = useQuery(submissionOptions(submissionId));
  return <Loaded query={submission}>{(data) => <FiledContent submission={data} />}</Loaded>;
}
