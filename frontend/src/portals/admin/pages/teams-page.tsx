import { useQuery } from '@tanstack/react-query';
import type { Call } from '@/features/call/api';
import { hasLeftFiling, takesFilings } from '@/features/call-admin/phases';
import { filingsOptions, teamsOptions } from '@/features/team-admin/api';
import { TeamTable } from '@/features/team-admin/team-table';
import { useText } from '@/i18n/use-text';
import { paths } from '@/paths';
import { CallFrame } from '../call-page-frame';
import { Loaded } from '../loaded';

/** The teams of a call. */
export function TeamsPage() {
  const t = useText();
  return (
    <CallFrame title={t('admin.teams')} description={t('admin.team.order')}>
      {(call) => <Teams call={call} />}
    </CallFrame>
  );
}

function Teams({ call }: { call: Call }) {
  const teams = useQuery(teamsOptions(call.id));
  const stage = call.stages.find(takesFilings);
  const isReadable = stage !== undefined && hasLeftFiling(stage);
  const filings = useQuery({ ...filingsOptions(stage?.id ?? ''), enabled: isReadable });
  return (
    <Loaded query={teams}>
      {(all) => <TeamTable teams={all} filings={filings.data} pathOf={(id) => paths.admin.team(call.id, id)} />}
    </Loaded>
  );
}
