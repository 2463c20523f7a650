import { useState } from 'react';
import { useText } from '@/i18n/use-text';
import { useErrorSummary } from '@/lib/use-error-summary';
import { Button } from '@/ui/button/button';
import { ConfirmDialog } from '@/ui/dialog/dialog';
import { ErrorSummary } from '@/ui/error-summary/error-summary';
import { Card, Section, Stack } from '@/ui/layout/layout';
import { showToast } from '@/ui/toast/toast-store';
import { useRelease, type Blocker } from './api';
import { BlockerList } from './blocker-list';

type ReleasePanelProps = {
  stageId: string;
  stageName: string;
  blockers: Blocker[];
  /** Only an approver releases; the others see what is missing. */
  access: 'release' | 'read';
};

/** The last step, by the second person: what will happen, what stands in the way, the button. */
export function ReleasePanel({ stageId, stageName, blockers, access }: ReleasePanelProps) {
  const t = useText();
  const release = useRelease(stageId);
  const errors = useErrorSummary(() => undefined);
  const [asking, setAsking] = useState(false);
  const leave = () => {
    errors.clear();
    setAsking(false);
  };
  const act = async () => {
    try {
      const done = await release.mutateAsync(undefined);
      showToast(t('admin.release.done', { passed: done.passed, teams: done.teams }));
      leave();
    } catch (thrown) {
      errors.report(thrown);
    }
  };
  return (
    <Stack gap="section">
      <Section title={t('admin.release.state')}>
        <BlockerList blockers={blockers} />
      </Section>
      <Section title={t('admin.release.what')}>
        <Card tone="subtle">
          <ul>
            <li>{t('admin.release.effect_teams')}</li>
            <li>{t('admin.release.effect_mail')}</li>
            <li>{t('admin.release.effect_public')}</li>
            <li>{t('admin.release.effect_next')}</li>
            <li>{t('admin.release.effect_final')}</li>
          </ul>
        </Card>
        {access === 'read' && <p>{t('admin.release.approver_only')}</p>}
        {access === 'release' && blockers.length === 0 && (
          <div>
            <Button variant="primary" onClick={() => setAsking(true)}>
              {t('admin.release.act')}
            </Button>
          </div>
        )}
      </Section>
      <ConfirmDialog
        title={t('admin.release.question', { stage: stageName })}
        visibility={asking ? 'open' : 'closed'}
        onClose={leave}
        onConfirm={() => void act()}
        confirmLabel={t('admin.release.act')}
        status={release.isPending ? 'pending' : 'ready'}
      >
        <Stack>
          <ErrorSummary items={errors.items} />
          <p>{t('admin.release.confirm')}</p>
        </Stack>
      </ConfirmDialog>
    </Stack>
  );
}
