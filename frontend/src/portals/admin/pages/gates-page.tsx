import { useQuery } from '@tanstack/react-query';
import { gatesOptions } from '@/features/result/api';
import { GateBoardView } from '@/features/result/gate-board';
import { useText } from '@/i18n/use-text';
import { StageFrame } from '../call-page-frame';
import { Loaded } from '../loaded';

/** The gates of a stage. */
export function GatesPage() {
  const t = useText();
  return (
    <StageFrame title={t('admin.gate.title')} description={t('admin.gate.description')}>
      {(stage, call, rights) => (
        <Gates
          stageId={stage.id}
          access={rights.administers(call.id) && stage.phase !== 'released' ? 'change' : 'read'}
        />
      )}
    </StageFrame>
  );
}

function Gates({ stageId, access }: { stageId: string; access: 'change' | 'read' }) {
  const board = useQuery(gatesOptions(stageId));
  return <Loaded query={board}>{(data) => <GateBoardView board={data} access={access} />}</Loaded>;
}
