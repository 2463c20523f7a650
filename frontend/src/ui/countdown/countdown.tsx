import { useLanguage } from '@/i18n/provider';
import { useText, type Text } from '@/i18n/use-text';
import { formatDateTime, remaining } from '@/lib/date';
import { useNow } from '@/lib/use-now';
import { Icon } from '@/ui/icon/icon';
import styles from './countdown.module.css';

type CountdownProps = {
  /** RFC 3339. */
  deadline: string;
  /** What ends: "접수 마감". */
  label: string;
};

const day = 86_400_000;

/** A deadline with its zone and what is left of it by the server's clock. Counts silently; the last ten minutes are announced once. */
export function Countdown({ deadline, label }: CountdownProps) {
  const t = useText();
  const { language } = useLanguage();
  const left = Date.parse(deadline) - useNow(1000);
  const urgency = left <= 0 ? 'over' : left < day ? 'soon' : 'calm';
  const last = left > 0 && left <= 600_000;
  return (
    <p className={styles.countdown} data-urgency={urgency}>
      <Icon name="calendar" />
      <span>
        {label} <time dateTime={deadline}>{formatDateTime(deadline, language)}</time>
        <strong className={styles.left}>{leftWords(left, t)}</strong>
      </span>
      <span role="status" className="visually-hidden">
        {left <= 0 ? t('common.countdown.over') : last ? t('common.countdown.last_minutes') : ''}
      </span>
    </p>
  );
}

function leftWords(left: number, t: Text): string {
  const { days, hours, minutes, seconds } = remaining(left);
  if (left <= 0) return t('common.countdown.over');
  if (days > 0) return t('common.countdown.days', { days, hours });
  if (hours > 0) return t('common.countdown.hours', { hours, minutes });
  return t('common.countdown.minutes', { minutes, seconds });
}
