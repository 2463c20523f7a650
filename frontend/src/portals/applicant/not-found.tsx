import { useText } from '@/i18n/use-text';
import { paths } from '@/paths';
import { EmptyState } from '@/ui/empty-state/empty-state';
import { Stack } from '@/ui/layout/layout';
import { ButtonLink } from '@/ui/link/link';
import { PageHeader } from '@/ui/page-header/page-header';

/** A part that this submission does not have. */
export function NotFound() {
  const t = useText();
  return (
    <Stack>
      <PageHeader title={t('common.not_found.title')} />
      <EmptyState
        title={t('common.not_found.description')}
        actions={<ButtonLink to={paths.applicant.home()}>{t('applicant.nav.home')}</ButtonLink>}
      />
    </Stack>
  );
}
