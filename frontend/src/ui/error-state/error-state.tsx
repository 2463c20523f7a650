import { useText, type Text } from '@/i18n/use-text';
import { noAnswer, type AppError } from '@/api/app-error';
import { Button } from '@/ui/button/button';
import { Icon } from '@/ui/icon/icon';
import styles from './error-state.module.css';

type ErrorStateProps = {
  error: AppError;
  /** Offered only when trying again can help. */
  onRetry?: () => void;
};

/** In place of what could not be loaded: what happened, the number to name when asking for help, and a way on. */
export function ErrorState({ error, onRetry }: ErrorStateProps) {
  const t = useText();
  const detail = detailOf(error, t);
  return (
    <div role="alert" className={styles.error}>
      <Icon name="danger" size="large" />
      <p className={styles.title}>{titleOf(error, t)}</p>
      {detail && <p>{detail}</p>}
      {error.requestId && (
        <p className={styles.id}>
          {t('common.error.request_id')} <code>{error.requestId}</code>
        </p>
      )}
      {onRetry && error.isTemporary && (
        <Button icon="refresh" onClick={onRetry}>
          {t('common.error.retry')}
        </Button>
      )}
    </div>
  );
}

function titleOf(error: AppError, t: Text): string {
  if (error.code === 'network.no_answer') return t('common.error.no_answer');
  if (error.status === noAnswer) return t('common.error.unexpected');
  return error.title || t('common.error.unexpected');
}

function detailOf(error: AppError, t: Text): string {
  if (error.code === 'network.no_answer') return t('common.error.no_answer_detail');
  if (error.status === noAnswer) return error.title;
  return error.detail;
}
