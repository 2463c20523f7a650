import { useQuery } from '@tanstack/react-query';
import { panelOptions, progressOptions } from '@/features/panel/api';
import { Conflicts } from '@/features/panel/assignment-matrix';
import { ProgressMatrix } from '@/features/panel/progress-matrix';
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
      {(stage) => <Progress stageId={stage.id} until={stage.evaluation_until} />}
    </StageFrame>
  );
}

function Progress({ stageId, until }: { stageId: string; until: string | undefined }) {
  const board = useQuery(progressOptions(stageId));
  const panel = useQuery(panelOptions(stageId));
  const now = useNow(minute);
  const isOver = until !== undefined && Date.parse(until) <= now;
  return (
    <>
      <Loaded query={board}>{(data) => <ProgressMatrix board={data} time={isOver ? 'over' : 'running'} />}</Loaded>
      <Loaded query={panel}>{(data) => <Conflicts panel={data} />}</Loaded>
    </>
  );
}
