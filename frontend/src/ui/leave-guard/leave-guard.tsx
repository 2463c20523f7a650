import { useCallback, useEffect, useState } from 'react';
import { useBlocker, useLocation, type BlockerFunction } from 'react-router';
import { useText } from '@/i18n/use-text';
import { paths } from '@/paths';
import { ConfirmDialog } from '@/ui/dialog/dialog';

type LeaveGuardProps = {
  /** True while the page holds words that the server does not have. Must be stable. */
  isDirty: () => boolean;
  /** Sends them once more. Must be stable. */
  save: () => Promise<unknown>;
};

// How long a link waits for the last words to be saved before it asks.
const patience = 3000;

/** Holds a link or Back inside the application until what was typed is saved, and asks when it cannot be. */
export function LeaveGuard({ isDirty, save }: LeaveGuardProps) {
  const t = useText();
  const [asking, setAsking] = useState(false);
  const { pathname } = useLocation();
  const holds = useCallback<BlockerFunction>(
    // A page that is already being left, but still drawn, holds nothing more.
    ({ currentLocation: here, nextLocation: there }) =>
      here.pathname === pathname && there.pathname !== pathname && there.pathname !== paths.signIn() && isDirty(),
    [isDirty, pathname],
  );
  const blocker = useBlocker(holds);

  useEffect(() => {
    if (blocker.state !== 'blocked') return undefined;
    let live = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const enough = new Promise((done) => {
      timer = setTimeout(done, patience);
    });
    void Promise.race([save(), enough]).then(() => {
      if (!live) return;
      if (isDirty()) setAsking(true);
      else blocker.proceed();
    });
    return () => {
      live = false;
      clearTimeout(timer);
    };
  }, [blocker, isDirty, save]);

  return (
    <ConfirmDialog
      title={t('common.leave.title')}
      visibility={asking ? 'open' : 'closed'}
      onClose={() => {
        setAsking(false);
        blocker.reset?.();
      }}
      onConfirm={() => {
        setAsking(false);
        blocker.proceed?.();
      }}
      confirmLabel={t('common.leave.confirm')}
      tone="danger"
    >
      {t('common.leave.help')}
    </ConfirmDialog>
  );
}
