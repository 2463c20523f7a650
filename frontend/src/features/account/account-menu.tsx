import { useNavigate } from 'react-router';
import { asAppError } from '@/api/app-error';
import { useText } from '@/i18n/use-text';
import { paths, portalRoots } from '@/paths';
import { Button } from '@/ui/button/button';
import { Link } from '@/ui/link/link';
import { Popup } from '@/ui/popup/popup';
import { showToast } from '@/ui/toast/toast-store';
import styles from './account-menu.module.css';
import { useMe, useSignOut } from './api';
import { portalNames } from './portal-names';
import { portalsOf } from './roles';

/** The signed-in person: the portals open to them, and the way out. */
export function AccountMenu() {
  const t = useText();
  const navigate = useNavigate();
  const me = useMe();
  const signOut = useSignOut();
  if (!me.data) return null;

  const leave = async () => {
    try {
      await signOut.mutateAsync();
      void navigate(paths.signIn(), { replace: true });
    } catch (thrown) {
      showToast(asAppError(thrown).message || t('common.error.no_answer'), 'danger');
    }
  };
  const portals = portalsOf(me.data);
  return (
    <Popup label={me.data.person.name} icon="user">
      <div className={styles.menu}>
        <p className={styles.email}>{me.data.person.email}</p>
        <ul className={styles.portals}>
          {portals.map((portal) => (
            <li key={portal}>
              <Link to={portalRoots[portal]} variant="quiet">
                {t(portalNames[portal])}
              </Link>
            </li>
          ))}
        </ul>
        <Button size="small" status={signOut.isPending ? 'pending' : 'ready'} onClick={() => void leave()}>
          {t('account.sign_out')}
        </Button>
      </div>
    </Popup>
  );
}
