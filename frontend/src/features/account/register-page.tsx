import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useText } from '@/i18n/use-text';
import { isDemo } from '@/lib/mode';
import { useErrorSummary } from '@/lib/use-error-summary';
import { paths } from '@/paths';
import { AppShell } from '@/ui/app-shell/app-shell';
import { Button } from '@/ui/button/button';
import { ConfirmationPanel } from '@/ui/confirmation-panel/confirmation-panel';
import { Form } from '@/ui/form/form';
import { Stack } from '@/ui/layout/layout';
import { Link } from '@/ui/link/link';
import { PageHeader, usePageTitle } from '@/ui/page-header/page-header';
import { TextField } from '@/ui/text-field/text-field';
import { useRegister, useResetPassword } from './api';
import styles from './sign-in-page.module.css';

/** Asks for an account. */
export function RegisterPage() {
  const t = useText();
  const register = useRegister();
  return (
    <LinkRequest
      title={t('account.register.title')}
      help={t('account.register.help')}
      sentHelp={t('account.register.sent_help')}
      request={register}
    />
  );
}

/** Asks for a link to a new password. */
export function ResetPage() {
  const t = useText();
  const reset = useResetPassword();
  return (
    <LinkRequest
      title={t('account.reset.title')}
      help={t('account.reset.help')}
      sentHelp={t('account.reset.sent_help')}
      request={reset}
    />
  );
}

type LinkRequestProps = {
  title: string;
  help: string;
  sentHelp: string;
  request: ReturnType<typeof useRegister>;
};

/** Has a link mailed. The answer is the same for every address, so that nobody learns who has an account. */
function LinkRequest({ title, help, sentHelp, request }: LinkRequestProps) {
  const t = useText();
  const [search] = useSearchParams();
  const [sentTo, setSentTo] = useState('');
  return (
    <AppShell>
      <div className={styles.page}>
        {sentTo ? (
          <Sent email={sentTo} help={sentHelp} onAgain={() => setSentTo('')} />
        ) : (
          <Stack>
            <PageHeader title={title} description={help} />
            <RequestForm request={request} onSent={setSentTo} />
            <p>
              {t('account.register.have_account')}{' '}
              <Link to={paths.signIn(search.get('return_to') ?? undefined)}>{t('account.sign_in.title')}</Link>
            </p>
          </Stack>
        )}
      </div>
    </AppShell>
  );
}

type RequestFormProps = Pick<LinkRequestProps, 'request'> & { onSent: (email: string) => void };

function RequestForm({ request, onSent }: RequestFormProps) {
  const t = useText();
  const errors = useErrorSummary();
  const [email, setEmail] = useState('');
  const submit = async () => {
    if (request.isPending) return;
    if (!email.trim()) return errors.setItems([{ fieldId: 'email', message: t('account.sign_in.email_missing') }]);
    try {
      await request.mutateAsync(email);
      onSent(email.trim());
    } catch (thrown) {
      errors.report(thrown);
    }
  };
  return (
    <Form errors={errors.items} onSubmit={submit}>
      <TextField
        id="email"
        label={t('account.sign_in.email')}
        type="email"
        autoComplete="email"
        value={email}
        onChange={setEmail}
        error={errors.errorOf('email')}
      />
      <Button type="submit" variant="primary" status={request.isPending ? 'pending' : 'ready'}>
        {t('account.register.submit')}
      </Button>
    </Form>
  );
}

function Sent({ email, help, onAgain }: { email: string; help: string; onAgain: () => void }) {
  const t = useText();
  usePageTitle(t('account.register.sent'));
  return (
    <div role="status">
      <Stack>
        <ConfirmationPanel title={t('account.register.sent')}>{email}</ConfirmationPanel>
        <p>{help}</p>
        {isDemo() && (
          <p>
            <Link href="/mailbox">{t('account.register.mailbox')}</Link>
          </p>
        )}
        <div>
          <Button onClick={onAgain}>{t('account.register.again')}</Button>
        </div>
      </Stack>
    </div>
  );
}
