import { Button } from 'react-aria-components/Button';
import { Menu as AriaMenu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { classNames } from '@/lib/class-names';
import buttonStyles from '@/ui/button/button.module.css';
import type { ButtonSize, ButtonVariant } from '@/ui/button/button';
import { Icon, type IconName } from '@/ui/icon/icon';
import styles from './menu.module.css';

export type MenuEntry = {
  id: string;
  label: string;
  icon?: IconName;
  tone?: 'normal' | 'danger';
  state?: 'enabled' | 'disabled';
} & ({ onSelect: () => void; href?: never } | { href: string; onSelect?: never });

type MenuProps = {
  label: string;
  icon?: IconName;
  entries: MenuEntry[];
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Names what the acts are for, where several menus look alike: the row's name. */
  description?: string;
};

/** Acts behind one button. */
export function Menu({ label, icon, entries, variant = 'secondary', size = 'medium', description }: MenuProps) {
  return (
    <MenuTrigger>
      <Button
        className={classNames(buttonStyles.button, styles.trigger)}
        data-variant={variant}
        data-size={size}
        {...(description && { 'aria-label': `${label} ${description}` })}
      >
        {icon && <Icon name={icon} />}
        <span className={styles.label}>{label}</span>
        <Icon name="chevron-down" size="small" />
      </Button>
      <Popover className={styles.popover} placement="bottom end">
        <AriaMenu className={styles.menu}>
          {entries.map((entry) => (
            <MenuItem
              key={entry.id}
              className={styles.item}
              data-tone={entry.tone}
              textValue={entry.label}
              isDisabled={entry.state === 'disabled'}
              {...(entry.href ? { href: entry.href } : { onAction: entry.onSelect })}
            >
              {entry.icon && <Icon name={entry.icon} />}
              {entry.label}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
