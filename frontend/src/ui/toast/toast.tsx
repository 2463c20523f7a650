import { useEffect, useState, useSyncExternalStore } from 'react';
import { useText } from '@/i18n/use-text';
import { Button } from '@/ui/button/button';
import { Icon } from '@/ui/icon/icon';
import { toneIcons } from '@/ui/status-tag/status-tag';
import styles from './toast.module.css';
import { dismissToast, toastStore, type Toast } from './toast-store';

const shownFor = 8000;

/** Where toasts appear; once, at the root. It is there before the first one, so that it is announced. */
export function ToastRegion() {
  const t = useText();
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.read);
  return (
    <div role="region" aria-label={t('common.toast.region')} className={styles.region}>
      <div role="status" className={styles.list}>
        {toasts.map((toast) => (
          <ToastCard key={toast.id} toast={toast} />
        ))}
      </div>
    </div>
  );
}

function ToastCard({ toast }: { toast: Toast }) {
  const t = useText();
  const [held, setHeld] = useState(false);
  useEffect(() => {
    // Good news goes by itself, though never while it is being read with pointer or focus.
    if (held || toast.tone === 'danger' || toast.tone === 'warning') return;
    const timer = setTimeout(() => dismissToast(toast.id), shownFor);
    return () => clearTimeout(timer);
  }, [held, toast]);
  return (
    // The handlers only stop the clock; nothing is done with the pointer that the keyboard cannot do.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={styles.toast}
      data-tone={toast.tone}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon name={toneIcons[toast.tone]} />
      <p className={styles.message}>{toast.message}</p>
      <Button variant="tertiary" size="small" icon="cross" display="icon-only" onClick={() => dismissToast(toast.id)}>
        {t('common.toast.dismiss')}
      </Button>
    </div>
  );
}
