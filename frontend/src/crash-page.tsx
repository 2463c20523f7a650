import { useRouteError } from 'react-router';
import { asAppError } from '@/api/app-error';
import { useText } from '@/i18n/use-text';
import { ErrorState } from '@/ui/error-state/error-state';
import { Cluster } from '@/ui/layout/layout';
import { Button } from '@/ui/button/button';

/** When a screen breaks: says so, and offers a fresh start. What was typed is in the local drafts. */
export function CrashPage() {
  const t = useText();
  const error = asAppError(useRouteError());
  return (
    <main>
      <h1 className="visually-hidden">{t('common.error.unexpected')}</h1>
      <ErrorState error={error} />
      <Cluster>
        <Button variant="primary" icon="refresh" onClick={() => location.reload()}>
          {t('common.error.reload')}
        </Button>
      </Cluster>
    </main>
  );
}
