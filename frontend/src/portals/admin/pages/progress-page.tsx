import { useQuery } from '@tanstack/react-query';
import type { Stage } from '@/features/call/api';
import { panelOptions, progressOptions } from '@/features/panel/api';
import { Conflicts } from '@/features/panel/assignment-matrix';
import { ProgressMatrix, type ScoringTime } from '@/features/panel/progress-matrix';
import { useText } from '@/i18n/use-text';
import { useNow } from '@/lib/use-now';
import { StageFrame } from '../call-page-frame';
import { Loaded } from '../loaded';

const minute = 60_000;

/** Who has scored. */
export function ProgressPage() {
  const t = useText();
  return (
    <StageFrame title={t('admin.progress.title')} description={t('admin.progress.hidden')}>
      {(stage, call, rights) => <Progress stage={stage} access={mayExcuse(rights.administers(call.id), stage.phase)} />}
    </StageFrame>
  );
}

type Access = 'excuse' | 'read';

// Until the result is out: a missing sheet holds up the ranking of a closed stage too.
function mayExcuse(administers: boolean, phase: Stage['phase']): Access {
  return administers && (phase === 'scoring' || phase === 'closed') ? 'excuse' : 'read';
}

function Progress({ stage, access }: { stage: Stage; access: Access }) {
  const board = useQuery(progressOptions(stage.id));
  const panel = useQuery(panelOptions(stage.id));
  const now = useNow(minute);
  return (
    <>
      <Loaded query={board}>
        {(data) => <ProgressMatrix board={data} time={timeOf(stage, now)} access={access} />}
      </Loaded>
      <Loaded query={panel}>{(data) => <Conflicts panel={data} />}</Loaded>
    </>
  );
}

function timeOf({ phase, evaluation_until: until }: Stage, now: number): ScoringTime {
  if (phase === 'closed' || phase === 'released') return 'closed';
  return until !== undefined && Date.parse(until) <= now ? 'over' : 'running';
}
