import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { NavLink, useLocation } from 'react-router';
import { useText } from '@/i18n/use-text';
import { Button } from '@/ui/button/button';
import { DisplaySettings } from '@/ui/display-settings/display-settings';
import { LanguageSwitch } from '@/ui/language-switch/language-switch';
import { SkipLink } from '@/ui/skip-link/skip-link';
import styles from './app-shell.module.css';

export type NavItem = {
  to: string;
  label: string;
  /** How many things wait there. */
  count?: number;
  /** `exact` for the first page, whose path begins all others. */
  match?: 'prefix' | 'exact';
};

type AppShellProps = {
  /** The portal's name beside the service's. */
  portal?: string;
  nav?: NavItem[];
  /** The signed-in person's menu. */
  account?: ReactNode;
  /** `comfortable` for the public and applicants, `compact` for judges and administrators. */
  density?: 'comfortable' | 'compact';
  /** `wide` lets the page use the whole window: the judge's two panes. */
  width?: 'page' | 'wide';
  /** A notice for every page: the demonstration, a session about to end. */
  banner?: ReactNode;
  children: ReactNode;
};

/** Header, navigation, content, footer. Moves the focus to the heading of each new page. */
export function AppShell({
  portal,
  nav = [],
  account,
  density = 'comfortable',
  width = 'page',
  banner,
  children,
}: AppShellProps) {
  const t = useText();
  useDensity(density);
  const main = useFocusOnNavigation();
  const menu = useMenu();
  const menuId = useId();
  return (
    <div className={styles.shell} data-width={width}>
      <SkipLink target="main" />
      <header className={styles.header}>
        <div className={styles.bar}>
          <a className={styles.brand} href="/">
            <span className={styles.logo} aria-hidden="true">
              W
            </span>
            <span>
              {t('common.service')}
              {portal && <span className={styles.portal}> {portal}</span>}
            </span>
          </a>
          {nav.length > 0 && (
            <div className={styles.toggle}>
              <Button
                variant="tertiary"
                size="small"
                icon={menu.open ? 'cross' : 'menu'}
                aria-expanded={menu.open}
                aria-controls={menuId}
                onClick={menu.toggle}
              >
                {t('common.menu')}
              </Button>
            </div>
          )}
          <div className={styles.tools}>
            <LanguageSwitch />
            <DisplaySettings />
            {account}
          </div>
        </div>
        {nav.length > 0 && (
          <Navigation
            id={menuId}
            items={nav}
            label={portal ?? t('common.service')}
            state={menu.open ? 'open' : 'closed'}
          />
        )}
      </header>
      {banner && <div className={styles.banner}>{banner}</div>}
      <main id="main" ref={main} tabIndex={-1} className={styles.main}>
        {children}
      </main>
      <footer className={styles.footer}>
        <div className={styles.bar}>
          <p>{t('common.footer.operator')}</p>
          <p>{t('common.footer.time')}</p>
        </div>
      </footer>
    </div>
  );
}

/** On a narrow screen the navigation is folded behind a button in the first row. */
function useMenu() {
  const [shown, setShown] = useState(false);
  const { pathname } = useLocation();
  const [openedAt, setOpenedAt] = useState(pathname);
  // A menu opened on one page is closed on the next.
  const open = shown && openedAt === pathname;
  const toggle = () => {
    setShown(!open);
    setOpenedAt(pathname);
  };
  return { open, toggle };
}

type NavigationProps = { id: string; items: NavItem[]; label: string; state: 'open' | 'closed' };

function Navigation({ id, items, label, state }: NavigationProps) {
  return (
    <nav className={styles.nav} aria-label={label}>
      <ul id={id} className={styles.items} data-state={state}>
        {items.map((item) => (
          <li key={item.to}>
            <NavLink to={item.to} end={item.match === 'exact'} className={styles.item ?? ''}>
              {item.label}
              {item.count !== undefined && item.count > 0 && <span className={styles.count}>{item.count}</span>}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

// On the root element, so that menus and dialogs, which are drawn outside the shell, follow.
function useDensity(density: 'comfortable' | 'compact'): void {
  useEffect(() => {
    document.documentElement.dataset.density = density;
  }, [density]);
}

function useFocusOnNavigation() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    (main.current?.querySelector<HTMLElement>('h1') ?? main.current)?.focus();
  }, [pathname]);
  return main;
}
