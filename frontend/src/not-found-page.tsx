import { useText } from '@/i18n/use-text';
import { AppShell } from '@/ui/app-shell/app-shell';
import { Cluster } from '@/ui/layout/layout';
import { ButtonLink } from '@/ui/link/link';
import { PageHeader } from '@/ui/page-header/page-header';

/** For every address that is none. */
export function NotFoundPage() {
  const t = useText();
  return (
    <AppShell>
      <PageHeader title={t('common.not_found.title')} description={t('common.not_found.description')} />
      <Cluster>
        <ButtonLink href="/">{t('common.home')}</ButtonLink>
      </Cluster>
    </AppShell>
  );
}
