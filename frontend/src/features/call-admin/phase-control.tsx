import { useState, type ReactNode } from 'react';
import { useText } from '@/i18n/use-text';
import { Button } from '@/ui/button/button';
import { ConfirmDialog } from '@/ui/dialog/dialog';
import { InlineAlert } from '@/ui/inline-alert/inline-alert';
import { Stack } from '@/ui/layout/layout';
import { showToast } from '@/ui/toast/toast-store';
import { useSetPhase, type Stage } from './api';
import { phaseActs, phaseEffects } from './names';
import { nextPhase } from './phases';
import { refusalOf, type Refusal } from './refusal';

type PhaseControlProps = {
  stage: Stage;
  name: string;
  /** What is to be known before the scoring is closed. */
  closing: ReactNode;
};

/** The one way on for a stage, explained before it is taken. Nothing where there is none. */
export function PhaseControl({ stage, name, closing }: PhaseControlProps) {
  const t = useText();
  const setPhase = useSetPhase(stage.id);
  const [refusal, setRefusal] = useState<Refusal>();
  const [asking, setAsking] = useState(false);
  const next = nextPhase(stage);
  if (!next && !asking) return null;
  const target = next ?? 'closed';

  const leave = () => {
    setRefusal(undefined);
    setAsking(false);
  };
  const act = async () => {
    try {
      await setPhase.mutateAsync(target);
      showToast(t('admin.phase.moved', { stage: name }));
      leave();
    } catch (thrown) {
      setRefusal(refusalOf(thrown));
    }
  };
  return (
    <>
      <Button variant="primary" onClick={() => setAsking(true)}>
        {t(phaseActs[target])}
      </Button>
      <ConfirmDialog
        title={t('admin.phase.question', { act: t(phaseActs[target]), stage: name })}
        visibility={asking ? 'open' : 'closed'}
        onClose={leave}
        onConfirm={() => void act()}
        confirmLabel={t(phaseActs[target])}
        status={setPhase.isPending ? 'pending' : 'ready'}
      >
        <Stack>
          {refusal && <RefusalAlert refusal={refusal} />}
          {stage.phase === 'scoring' && closing}
          <p>{t(phaseEffects[target])}</p>
          <p>{t('admin.phase.no_way_back')}</p>
        </Stack>
      </ConfirmDialog>
    </>
  );
}

function RefusalAlert({ refusal }: { refusal: Refusal }) {
  return (
    <InlineAlert tone="danger" urgency="assertive" title={refusal.sentence}>
      {refusal.obstacles.length > 0 && (
        <ul>
          {refusal.obstacles.map((obstacle) => (
            <li key={obstacle}>{obstacle}</li>
          ))}
        </ul>
      )}
    </InlineAlert>
  );
}
