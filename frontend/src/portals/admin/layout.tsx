import { Outlet } from 'react-router';
import { AccountMenu } from '@/features/account/account-menu';
import { PortalGuard } from '@/features/account/portal-guard';
import { useText } from '@/i18n/use-text';
import { paths } from '@/paths';
import { AppShell, type NavItem } from '@/ui/app-shell/app-shell';
import { useRights } from './rights';

/** The frame of every page of this portal. */
export function AdminLayout() {
  const t = useText();
  return (
    <PortalGuard portal="admin">
      <AppShell portal={t('account.portal.admin')} density="compact" nav={useNavigation()} account={<AccountMenu />}>
        <Outlet />
      </AppShell>
    </PortalGuard>
  );
}

// Who only keeps the accounts has no calls, and the other way round.
function useNavigation(): NavItem[] {
  const t = useText();
  const { seesCalls, isOperator } = useRights();
  return [
    ...(seesCalls || !isOperator
      ? [{ to: paths.admin.home(), label: t('admin.nav.calls'), match: 'exact' as const }]
      : []),
    ...(isOperator
      ? [
          { to: paths.admin.users(), label: t('admin.nav.users') },
          { to: paths.admin.organisations(), label: t('admin.nav.organisations') },
        ]
      : []),
  ];
}
