import { useState } from 'react';
import { NewUserForm } from '@/features/users/new-user-form';
import { useText } from '@/i18n/use-text';
import { paths } from '@/paths';
import { ConfirmationPanel } from '@/ui/confirmation-panel/confirmation-panel';
import { CopyField } from '@/ui/copy-field/copy-field';
import { Stack } from '@/ui/layout/layout';
import { ButtonLink } from '@/ui/link/link';
import { PageHeader } from '@/ui/page-header/page-header';

/** A new account; its link is shown once. */
export function NewUserPage() {
  const t = useText();
  const [made, setMade] = useState<{ name: string; link: string }>();
  return (
    <>
      <PageHeader title={t('admin.user.new')} crumbs={[{ label: t('admin.nav.users'), to: paths.admin.users() }]} />
      {made ? (
        <Stack>
          <div role="status">
            <ConfirmationPanel level={2} title={t('admin.user.created', { name: made.name })}>
              {t('admin.user.link_once')}
            </ConfirmationPanel>
          </div>
          <CopyField label={t('admin.user.link')} value={made.link} />
          <div>
            <ButtonLink to={paths.admin.users()}>{t('admin.nav.users')}</ButtonLink>
          </div>
        </Stack>
      ) : (
        <NewUserForm onCreated={setMade} />
      )}
    </>
  );
}
