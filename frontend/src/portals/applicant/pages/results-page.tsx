import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { resultsOptions, teamOptions } from '@/features/team/api';
import { OwnResultSection, reachable } from '@/features/team/own-result';
import { useNameOf } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import { paths } from '@/paths';
import { Stack } from '@/ui/layout/layout';
import { PageHeader } from '@/ui/page-header/page-header';
import { Loaded } from '../loaded';

/** The team's own results, stage by stage. */
export function ResultsPage() {
  const t = useText();
  const { teamId = '' } = useParams();
  const team = useQuery(teamOptions(teamId));
  const results = useQuery(resultsOptions(teamId));
  const nameOf = useNameOf();
  const title = t('applicant.result.title');
  const crumbs = [
    { label: t('applicant.nav.home'), to: paths.applicant.home() },
    { label: team.data ? nameOf(team.data) : t('applicant.team.title'), to: paths.applicant.team(teamId) },
  ];
  return (
    <Loaded query={results} title={title} crumbs={crumbs}>
      {(data) => (
        <Stack gap="section">
          <PageHeader
            title={title}
            crumbs={crumbs}
            description={t('applicant.result.help')}
            {...(team.data && { context: nameOf(team.data) })}
          />
          {reachable(data.stages).map((stage) => (
            <OwnResultSection key={stage.stage_id} result={stage} />
          ))}
        </Stack>
      )}
    </Loaded>
  );
}
