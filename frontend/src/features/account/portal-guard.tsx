import type { ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import { asAppError } from '@/api/app-error';
import { paths, type Portal } from '@/paths';
import { AppShell } from '@/ui/app-shell/app-shell';
import { ErrorState } from '@/ui/error-state/error-state';
import { Loading } from '@/ui/loading/loading';
import { useMe } from './api';
import { ForbiddenPage } from './forbidden-page';
import { mayEnter } from './roles';

/**
 * Stands before a whole portal: waits until it is known who is there, sends
 * strangers to sign in and back again, and tells the others which portals are theirs.
 */
export function PortalGuard({ portal, children }: { portal: Portal; children: ReactNode }) {
  const me = useMe();
  const { pathname, search, hash } = useLocation();
  if (me.isPending) return <Loading />;
  if (me.isError) {
    const error = asAppError(me.error);
    if (error.status === 401) return <Navigate to={paths.signIn(pathname + search + hash)} replace />;
    // Someone known a moment ago stays on the page while the server is not to be reached: the page may hold unsaved words.
    if (me.data === undefined) {
      return (
        <AppShell>
          <ErrorState error={error} onRetry={() => void me.refetch()} />
        </AppShell>
      );
    }
  }
  return mayEnter(me.data, portal) ? children : <ForbiddenPage me={me.data} />;
}
