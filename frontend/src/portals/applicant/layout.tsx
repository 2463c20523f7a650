import { useEffect, useRef } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { Outlet } from 'react-router';
import { AccountMenu } from '@/features/account/account-menu';
import { PortalGuard } from '@/features/account/portal-guard';
import { useLanguage } from '@/i18n/provider';
import { useText } from '@/i18n/use-text';
import { paths } from '@/paths';
import { AppShell } from '@/ui/app-shell/app-shell';

/** The frame of every page of this portal. */
export function ApplicantLayout() {
  const t = useText();
  useServerWords();
  return (
    <PortalGuard portal="applicant">
      <AppShell
        portal={t('account.portal.applicant')}
        density="comfortable"
        nav={[{ to: paths.applicant.home(), label: t('applicant.nav.home'), match: 'exact' }]}
        account={<AccountMenu />}
      >
        <Outlet />
      </AppShell>
    </PortalGuard>
  );
}

// Findings and problems come from the server in the reader's language: after a switch they are asked for anew.
function useServerWords(): void {
  const { language } = useLanguage();
  const client = useQueryClient();
  const spoken = useRef(language);
  useEffect(() => {
    if (spoken.current === language) return undefined;
    spoken.current = language;
    // After the page's language has been set, which the requests go by.
    const timer = setTimeout(() => void client.invalidateQueries());
    return () => clearTimeout(timer);
  }, [client, language]);
}
