import { useState } from 'react';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { asAppError } from '@/api/app-error';
import { useText } from '@/i18n/use-text';
import { safeReturnPath } from '@/lib/return-path';
import { useErrorSummary, type ErrorItem } from '@/lib/use-error-summary';
import { paths, portalRoots } from '@/paths';
import { AppShell } from '@/ui/app-shell/app-shell';
import { Button } from '@/ui/button/button';
import { Form } from '@/ui/form/form';
import { InlineAlert } from '@/ui/inline-alert/inline-alert';
import { Link } from '@/ui/link/link';
import { PageHeader } from '@/ui/page-header/page-header';
import { TextField } from '@/ui/text-field/text-field';
import { useMe, useSignIn } from './api';
import { portalsOf, type Me } from './roles';
import styles from './sign-in-page.module.css';

/** Opens a session and leads to where the reader was going. */
export function SignInPage() {
  const t = useText();
  const me = useMe();
  const [search] = useSearchParams();
  const destination = useDestination();
  if (me.data) return <Navigate to={destination(me.data)} replace />;
  return (
    <AppShell>
      <div className={styles.page}>
        <PageHeader title={t('account.sign_in.title')} />
        {isInvitation(search.get('return_to')) && (
          <InlineAlert title={t('account.sign_in.invited')}>{t('account.sign_in.invited_help')}</InlineAlert>
        )}
        <SignInForm onSignedIn={destination} />
        <p>
          <Link to={paths.reset()}>{t('account.reset.title')}</Link>
        </p>
        <p>
          {t('account.sign_in.no_account')}{' '}
          <Link to={paths.register(search.get('return_to') ?? undefined)}>{t('account.register.title')}</Link>
        </p>
      </div>
    </AppShell>
  );
}

function isInvitation(returnTo: string | null): boolean {
  return safeReturnPath(returnTo)?.startsWith(paths.invitation('')) ?? false;
}

function useDestination() {
  const [search] = useSearchParams();
  return (me: Me): string => {
    const first = portalsOf(me)[0] ?? 'applicant';
    return safeReturnPath(search.get('return_to')) ?? portalRoots[first];
  };
}

function SignInForm({ onSignedIn }: { onSignedIn: (me: Me) => string }) {
  const t = useText();
  const navigate = useNavigate();
  const signIn = useSignIn();
  const errors = useErrorSummary();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');

  const missing = (): ErrorItem[] => [
    ...(email ? [] : [{ fieldId: 'email', message: t('account.sign_in.email_missing') }]),
    ...(password ? [] : [{ fieldId: 'password', message: t('account.sign_in.password_missing') }]),
  ];
  const submit = async () => {
    if (signIn.isPending) return;
    const items = missing();
    errors.setItems(items);
    if (items.length > 0) return;
    try {
      const me = await signIn.mutateAsync({ email, password });
      void navigate(onSignedIn(me), { replace: true });
    } catch (thrown) {
      if (asAppError(thrown).code === 'network.no_answer')
        errors.setItems([{ message: t('common.error.no_answer_detail') }]);
      else errors.report(thrown);
    }
  };

  return (
    <Form errors={errors.items} onSubmit={submit}>
      <TextField
        id="email"
        label={t('account.sign_in.email')}
        type="email"
        autoComplete="username"
        value={email}
        onChange={setEmail}
        error={errors.errorOf('email')}
      />
      <TextField
        id="password"
        label={t('account.sign_in.password')}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        error={errors.errorOf('password')}
      />
      <Button type="submit" variant="primary" status={signIn.isPending ? 'pending' : 'ready'}>
        {t('account.sign_in.submit')}
      </Button>
    </Form>
  );
}
