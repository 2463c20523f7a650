import styles from './icon.module.css';

const shapes = {
  check: 'M4.5 12.5l5 5 10-11',
  cross: 'M6 6l12 12M18 6L6 18',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  'chevron-down': 'M6 9l6 6 6-6',
  'chevron-up': 'M6 15l6-6 6 6',
  'chevron-right': 'M9 6l6 6-6 6',
  'chevron-left': 'M15 6l-6 6 6 6',
  'sort-both': 'M8 9.5l4-4.5 4 4.5M8 14.5l4 4.5 4-4.5',
  info: 'M12 11v6M12 7.2v.3M12 21a9 9 0 100-18 9 9 0 000 18z',
  success: 'M7.5 12.3l3 3 6-6.6M12 21a9 9 0 100-18 9 9 0 000 18z',
  warning: 'M12 9.5v4.5M12 17v.3M12 3.5L2.5 20.5h19z',
  danger: 'M12 7v6.5M12 16.7v.3M8 3h8l5 5v8l-5 5H8l-5-5V8z',
  calendar: 'M4 6h16v14H4zM4 10.5h16M8 3.5v4M16 3.5v4',
  document: 'M6 3h8l4.5 4.5V21H6zM14 3v5h4.5M9 13h6.5M9 17h6.5',
  upload: 'M12 16V4.5M7 9l5-5 5 5M4 16v4.5h16V16',
  external: 'M13.5 4.5h6v6M19.5 4.5L11 13M9 6H5v13h13v-4',
  user: 'M12 12a4 4 0 100-8 4 4 0 000 8zM4.5 20.5c1-4 4-5.5 7.5-5.5s6.5 1.5 7.5 5.5',
  menu: 'M4 7h16M4 12h16M4 17h16',
  globe: 'M12 21a9 9 0 100-18 9 9 0 000 18zM3.3 12h17.4M12 3c5 5.5 5 12.5 0 18M12 3c-5 5.5-5 12.5 0 18',
  display: 'M3.5 5h17v11.5h-17zM9 20.5h6M12 16.5v4',
  copy: 'M9 9h11v11H9zM15 9V4H4v11h5',
  lock: 'M6 11h12v9.5H6zM8.5 11V8a3.5 3.5 0 017 0v3',
  refresh: 'M19.5 12a7.5 7.5 0 11-2.2-5.3M19.5 3.5v4h-4',
} as const;

export type IconName = keyof typeof shapes;

type IconProps = { name: IconName; size?: 'small' | 'medium' | 'large' };

/** A line drawing beside words. It is always decoration: the words carry the meaning. */
export function Icon({ name, size = 'medium' }: IconProps) {
  return (
    <svg className={styles.icon} data-size={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={shapes[name]} />
    </svg>
  );
}
