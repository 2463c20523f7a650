import { useState } from 'react';
import { useText } from '@/i18n/use-text';
import { useErrorSummary } from '@/lib/use-error-summary';
import { Button } from '@/ui/button/button';
import { ConfirmDialog } from '@/ui/dialog/dialog';
import { ErrorSummary } from '@/ui/error-summary/error-summary';
import { Stack } from '@/ui/layout/layout';
import { showToast } from '@/ui/toast/toast-store';
import { useSetPhase, type Stage } from './api';
import { phaseActs, phaseEffects } from './names';
import { nextPhase } from './phases';

/** The one way on for a stage, explained before it is taken. Nothing where there is none. */
export function PhaseControl({ stage, name }: { stage: Stage; name: string }) {
  const t = useText();
  const setPhase = useSetPhase(stage.id);
  const errors = useErrorSummary();
  const [asking, setAsking] = useState(false);
  const next = nextPhase(stage);
  if (!next && !asking) return null;
  const target = next ?? 'closed';

  const leave = () => {
    errors.clear();
    setAsking(false);
  };
  const act = async () => {
    try {
      await setPhase.mutateAsync(target);
      showToast(t('admin.phase.moved', { stage: name }));
      leave();
    } catch (thrown) {
      errors.report(thrown);
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
          <ErrorSummary items={errors.items} />
          <p>{t(phaseEffects[target])}</p>
          <p>{t('admin.phase.no_way_back')}</p>
        </Stack>
      </ConfirmDialog>
    </>
  );
}
