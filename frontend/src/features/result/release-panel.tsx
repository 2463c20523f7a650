import { useState, type ReactNode } from 'react';
import { useLanguage } from '@/i18n/provider';
import { useText } from '@/i18n/use-text';
import { formatDateTime } from '@/lib/date';
import { useErrorSummary } from '@/lib/use-error-summary';
import { Button } from '@/ui/button/button';
import { ConfirmDialog } from '@/ui/dialog/dialog';
import { ErrorSummary } from '@/ui/error-summary/error-summary';
import { InlineAlert } from '@/ui/inline-alert/inline-alert';
import { Card, Section, Stack } from '@/ui/layout/layout';
import { showToast } from '@/ui/toast/toast-store';
import { useRelease, type Blocker, type DecisionBoard } from './api';
import { BlockerList } from './blocker-list';
import { OutcomeSummary } from './outcome-summary';
import { countOutcomes } from './outcomes';

type ReleasePanelProps = {
  stageName: string;
  board: DecisionBoard;
  blockers: Blocker[];
  /** The date for which the result was announced, while it is still to come. */
  plannedFor: string | undefined;
  /** Leads to where the decisions are made. */
  toDecisions: ReactNode;
  /** Only an approver releases; the others see what is missing. */
  access: 'release' | 'read';
};

/** The last step, by the second person: what will be known, what stands in the way, what will happen, the button. */
export function ReleasePanel({ stageName, board, blockers, plannedFor, toDecisions, access }: ReleasePanelProps) {
  const t = useText();
  const { language } = useLanguage();
  const release = useRelease(board.stage_id);
  const errors = useErrorSummary(() => undefined);
  const [asking, setAsking] = useState(false);
  const counts = countOutcomes(board.teams);
  const early = plannedFor && t('admin.release.early', { date: formatDateTime(plannedFor, language) });
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
      <Section title={t('admin.release.outcomes')} description={t('admin.release.outcomes_hint')} actions={toDecisions}>
        <OutcomeSummary board={board} />
      </Section>
      <Section title={t('admin.release.state')}>
        <BlockerList blockers={blockers} />
        {early && <InlineAlert tone="warning" title={early} />}
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
          <p>
            <strong>{t('admin.release.counts', counts)}</strong>
          </p>
          {early && <p>{early}</p>}
          <p>{t('admin.release.confirm')}</p>
        </Stack>
      </ConfirmDialog>
    </Stack>
  );
}
