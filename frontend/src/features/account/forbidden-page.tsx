import { useText } from '@/i18n/use-text';
import { portalRoots } from '@/paths';
import { AppShell } from '@/ui/app-shell/app-shell';
import { Cluster } from '@/ui/layout/layout';
import { ButtonLink } from '@/ui/link/link';
import { PageHeader } from '@/ui/page-header/page-header';
import { AccountMenu } from './account-menu';
import { portalNames } from './portal-names';
import { portalsOf, type Me } from './roles';

/** A portal that is not this person's, with those that are. */
export function ForbiddenPage({ me }: { me: Me }) {
  const t = useText();
  return (
    <AppShell account={<AccountMenu />}>
      <PageHeader title={t('account.forbidden.title')} description={t('account.forbidden.description')} />
      <Cluster>
        {portalsOf(me).map((portal) => (
          <ButtonLink key={portal} to={portalRoots[portal]}>
            {t(portalNames[portal])}
          </ButtonLink>
        ))}
      </Cluster>
    </AppShell>
  );
}
