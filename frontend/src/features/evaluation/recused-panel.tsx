import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, type ReactNode } from 'react';
import { useText } from '@/i18n/use-text';
import { drafts } from '@/lib/drafts';
import { ConfirmationPanel } from '@/ui/confirmation-panel/confirmation-panel';
import { usePageTitle } from '@/ui/page-header/page-header';
import { Stack } from '@/ui/layout/layout';
import { evaluationKeys } from './api';

type RecusedPanelProps = {
  assignmentId: string;
  /** The local copy to forget. */
  draftKey: string;
  children: ReactNode;
};

/** In place of an assignment with a conflict of interest: nothing of it stays in this browser. */
export function RecusedPanel({ assignmentId, draftKey, children }: RecusedPanelProps) {
  const t = useText();
  const client = useQueryClient();
  const box = useRef<HTMLDivElement>(null);
  usePageTitle(t('judge.conflict.done'));
  useEffect(() => {
    client.removeQueries({ queryKey: evaluationKeys.assignment(assignmentId) });
    void drafts.remove(draftKey);
    box.current?.querySelector<HTMLElement>('h1')?.focus();
  }, [client, assignmentId, draftKey]);
  return (
    <div ref={box}>
      <Stack>
        <ConfirmationPanel title={t('judge.conflict.done')}>
          <p>{t('judge.conflict.done_note')}</p>
        </ConfirmationPanel>
        {children}
      </Stack>
    </div>
  );
}
