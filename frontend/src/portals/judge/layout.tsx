import { Outlet, useMatch } from 'react-router';
import { AccountMenu } from '@/features/account/account-menu';
import { PortalGuard } from '@/features/account/portal-guard';
import { ProgressLine } from '@/features/evaluation/progress-line';
import { useText } from '@/i18n/use-text';
import { paths } from '@/paths';
import { AppShell } from '@/ui/app-shell/app-shell';

/** The frame of every page of this portal. */
export function JudgeLayout() {
  const t = useText();
  const desk = useMatch(paths.judge.assignment(':id'));
  return (
    <PortalGuard portal="judge">
      <AppShell
        portal={t('account.portal.judge')}
        density="compact"
        width={desk ? 'wide' : 'page'}
        nav={[{ to: paths.judge.home(), label: t('judge.nav.home') }]}
        account={<AccountMenu />}
        banner={<ProgressLine assignmentId={desk?.params.id} />}
      >
        <Outlet />
      </AppShell>
    </PortalGuard>
  );
}
