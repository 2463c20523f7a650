import { Icon, type IconName } from '@/ui/icon/icon';
import styles from './status-tag.module.css';

export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

/** The sign of a tone, so that no state is told by colour alone. */
export const toneIcons: Record<Tone, IconName> = {
  neutral: 'info',
  info: 'info',
  success: 'success',
  warning: 'warning',
  danger: 'danger',
};

type StatusTagProps = { children: string; tone?: Tone };

/** One state in one or two words. */
export function StatusTag({ children, tone = 'neutral' }: StatusTagProps) {
  return (
    <span className={styles.tag} data-tone={tone}>
      {tone !== 'neutral' && <Icon name={toneIcons[tone]} size="small" />}
      {children}
    </span>
  );
}
