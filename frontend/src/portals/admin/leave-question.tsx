import { useCallback } from 'react';
import { useBeforeUnload, useBlocker, type BlockerFunction } from 'react-router';
import { useText } from '@/i18n/use-text';
import { ConfirmDialog } from '@/ui/dialog/dialog';

/** Goes with a navigation that follows a save: there is nothing left to lose. */
export const afterSaving = { state: { saved: true } };

function isAfterSaving(state: unknown): boolean {
  return typeof state === 'object' && state !== null && 'saved' in state;
}

/** Asks before a page with unsaved work is left, by a link, by the way back or by closing the tab. */
export function LeaveQuestion({ work }: { work: 'saved' | 'unsaved' }) {
  const t = useText();
  const isUnsaved = work === 'unsaved';
  const blocks = useCallback<BlockerFunction>(
    ({ currentLocation, nextLocation }) =>
      isUnsaved && currentLocation.pathname !== nextLocation.pathname && !isAfterSaving(nextLocation.state),
    [isUnsaved],
  );
  const blocker = useBlocker(blocks);
  useBeforeUnload(
    useCallback(
      (event) => {
        if (isUnsaved) event.preventDefault();
      },
      [isUnsaved],
    ),
  );
  return (
    <ConfirmDialog
      title={t('admin.leave.question')}
      visibility={blocker.state === 'blocked' ? 'open' : 'closed'}
      onClose={() => blocker.reset?.()}
      onConfirm={() => blocker.proceed?.()}
      confirmLabel={t('admin.leave.act')}
      tone="danger"
    >
      <p>{t('admin.leave.effect')}</p>
    </ConfirmDialog>
  );
}
