import { useLanguage } from '@/i18n/provider';
import { useText, type Text } from '@/i18n/use-text';
import type { AutosaveState } from '@/lib/autosave';
import { formatTime } from '@/lib/date';
import { Icon, type IconName } from '@/ui/icon/icon';
import styles from './save-status.module.css';

type SaveStatusProps = { state: AutosaveState };

const icons: Record<AutosaveState['phase'], IconName> = {
  idle: 'info',
  saving: 'refresh',
  saved: 'success',
  retrying: 'warning',
  offline: 'warning',
  conflict: 'danger',
  failed: 'danger',
};

/** What has become of what was typed; announced when it changes. Always present, so that the announcement works. */
export function SaveStatus({ state }: SaveStatusProps) {
  const t = useText();
  const { language } = useLanguage();
  const time = state.phase === 'saved' ? formatTime(new Date(state.at), language) : '';
  return (
    <p role="status" className={styles.status} data-phase={state.phase}>
      {state.phase !== 'idle' && <Icon name={icons[state.phase]} />}
      <span>{words(state, t, time)}</span>
    </p>
  );
}

function words(state: AutosaveState, t: Text, time: string): string {
  switch (state.phase) {
    case 'idle':
      return t('common.save.idle');
    case 'saving':
      return t('common.save.saving');
    case 'saved':
      return t('common.save.saved', { time });
    case 'retrying':
      return t('common.save.retrying');
    case 'offline':
      return t('common.save.offline');
    case 'conflict':
      return t('common.save.conflict');
    case 'failed':
      return t('common.save.failed', { reason: state.error.message });
  }
}
