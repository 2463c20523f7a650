import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { asAppError } from '@/api/app-error';
import { useText } from '@/i18n/use-text';
import { useErrorSummary, type ErrorItem } from '@/lib/use-error-summary';
import { paths, portalRoots } from '@/paths';
import { AppShell } from '@/ui/app-shell/app-shell';
import { Button } from '@/ui/button/button';
import { ErrorState } from '@/ui/error-state/error-state';
import { Form } from '@/ui/form/form';
import { InlineAlert } from '@/ui/inline-alert/inline-alert';
import { Stack } from '@/ui/layout/layout';
import { ButtonLink } from '@/ui/link/link';
import { Loading } from '@/ui/loading/loading';
import { PageHeader } from '@/ui/page-header/page-header';
import { TextField } from '@/ui/text-field/text-field';
import { useComplete, useOneTimeLink, useSignIn } from './api';
import { portalsOf } from './roles';
import styles from './sign-in-page.module.css';

/** The page of a one-time link: a name and a password make, or open, the account. */
export function CompletePage() {
  const t = useText();
  const { token = '' } = useParams();
  const link = useOneTimeLink(token);
  return (
    <AppShell>
      <div className={styles.page}>
        <Stack>
          <PageHeader title={t(link.data?.asksName === false ? 'account.reset.choose' : 'account.complete.title')} />
          {link.isPending && <Loading />}
          {link.isError && asAppError(link.error).status !== 410 && (
            <ErrorState error={asAppError(link.error)} onRetry={() => void link.refetch()} />
          )}
          {link.isError && asAppError(link.error).status === 410 && (
            <InlineAlert
              tone="warning"
              title={asAppError(link.error).message}
              actions={
                <>
                  <ButtonLink to={paths.register()} size="small">
                    {t('account.register.title')}
                  </ButtonLink>
                  <ButtonLink to={paths.signIn()} size="small">
                    {t('account.sign_in.title')}
                  </ButtonLink>
                </>
              }
            />
          )}
          {link.data && <CompleteForm token={token} {...link.data} />}
        </Stack>
      </div>
    </AppShell>
  );
}

const leastPassword = 12;

type CompleteFormProps = { token: string; asksEmail: boolean; asksName: boolean };

function CompleteForm({ token, asksEmail, asksName }: CompleteFormProps) {
  const t = useText();
  const navigate = useNavigate();
  const complete = useComplete(token);
  const signIn = useSignIn();
  const errors = useErrorSummary();
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const pending = complete.isPending || signIn.isPending;

  const submit = async () => {
    if (pending) return;
    const items: ErrorItem[] = [
      ...(asksEmail && !email.trim() ? [{ fieldId: 'email', message: t('account.sign_in.email_missing') }] : []),
      ...(!asksName || name.trim() ? [] : [{ fieldId: 'name', message: t('account.complete.name_missing') }]),
      ...(password ? [] : [{ fieldId: 'password', message: t('account.sign_in.password_missing') }]),
    ];
    errors.setItems(items);
    if (items.length > 0) return;
    try {
      const person = await complete.mutateAsync({ password, ...(asksName && { name }), ...(asksEmail && { email }) });
      const me = await signIn.mutateAsync({ email: person.email, password });
      void navigate(portalRoots[portalsOf(me)[0] ?? 'applicant'], { replace: true });
    } catch (thrown) {
      errors.report(thrown);
    }
  };

  return (
    <Form errors={errors.items} onSubmit={submit}>
      {asksEmail && (
        <TextField
          id="email"
          label={t('account.sign_in.email')}
          hint={t('account.complete.first_operator')}
          type="email"
          autoComplete="username"
          value={email}
          onChange={setEmail}
          error={errors.errorOf('email')}
        />
      )}
      {asksName && (
        <TextField
          id="name"
          label={t('account.complete.name')}
          autoComplete="name"
          value={name}
          onChange={setName}
          error={errors.errorOf('name')}
        />
      )}
      <TextField
        id="password"
        label={t('account.sign_in.password')}
        hint={t('account.complete.password_hint', { min: leastPassword })}
        type="password"
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
        error={errors.errorOf('password')}
      />
      <Button type="submit" variant="primary" status={pending ? 'pending' : 'ready'}>
        {t('account.complete.submit')}
      </Button>
    </Form>
  );
}
