import { useState } from 'react';
import { useText } from '@/i18n/use-text';
import { useErrorSummary } from '@/lib/use-error-summary';
import { Button } from '@/ui/button/button';
import { CheckboxGroup } from '@/ui/checkbox/checkbox';
import { ConfirmDialog, Dialog } from '@/ui/dialog/dialog';
import { EmptyState } from '@/ui/empty-state/empty-state';
import { ErrorSummary } from '@/ui/error-summary/error-summary';
import { Form } from '@/ui/form/form';
import { Cluster, Stack } from '@/ui/layout/layout';
import { StatusTag } from '@/ui/status-tag/status-tag';
import { Table, type Column } from '@/ui/table/table';
import { showToast } from '@/ui/toast/toast-store';
import { installationRoles, useChangeUser, type User } from './api';
import { isKnownRole, roleNames } from './role-names';

type Act = { user: User; kind: 'roles' | 'status' };

type UserTableProps = {
  users: User[];
  /** The operator: nobody changes themselves. */
  ownId: string;
};

/** Accounts with their roles. */
export function UserTable({ users, ownId }: UserTableProps) {
  const t = useText();
  const [act, setAct] = useState<Act>();
  const columns: Column<User>[] = [
    { id: 'name', header: t('admin.name'), kind: 'row-header', cell: (user) => user.name },
    { id: 'email', header: t('admin.email'), cell: (user) => user.email },
    {
      id: 'status',
      header: t('admin.state'),
      cell: (user) =>
        user.status === 'active' ? (
          <StatusTag tone="success">{t('admin.user.active')}</StatusTag>
        ) : (
          <StatusTag tone="danger">{t('admin.user.closed')}</StatusTag>
        ),
    },
    { id: 'roles', header: t('admin.role'), cell: (user) => <Roles user={user} /> },
    {
      id: 'acts',
      header: t('admin.acts'),
      cell: (user) =>
        user.id === ownId ? (
          t('admin.user.oneself')
        ) : (
          <Cluster>
            <Button
              size="small"
              aria-label={t('admin.user.roles_named', { name: user.name })}
              onClick={() => setAct({ user, kind: 'roles' })}
            >
              {t('admin.user.roles')}
            </Button>
            <Button
              size="small"
              aria-label={t(user.status === 'active' ? 'admin.user.close_named' : 'admin.user.reopen_named', {
                name: user.name,
              })}
              onClick={() => setAct({ user, kind: 'status' })}
            >
              {t(user.status === 'active' ? 'admin.user.close' : 'admin.user.reopen')}
            </Button>
          </Cluster>
        ),
    },
  ];
  return (
    <>
      <Table
        caption={t('admin.user.caption')}
        captionDisplay="hidden"
        columns={columns}
        rows={users}
        rowKey={(user) => user.id}
        empty={<EmptyState title={t('admin.user.none')} />}
      />
      <Dialog
        title={t('admin.user.roles_named', { name: act?.user.name ?? '' })}
        visibility={act?.kind === 'roles' ? 'open' : 'closed'}
        onClose={() => setAct(undefined)}
        size="small"
      >
        {act && <RolesForm user={act.user} onClose={() => setAct(undefined)} />}
      </Dialog>
      <StatusDialog user={act?.kind === 'status' ? act.user : undefined} onClose={() => setAct(undefined)} />
    </>
  );
}

function Roles({ user }: { user: User }) {
  const t = useText();
  const names = [...new Set(user.roles.map(({ role }) => role))];
  return <>{names.map((role) => (isKnownRole(role) ? t(roleNames[role]) : role)).join(', ') || '–'}</>;
}

function RolesForm({ user, onClose }: { user: User; onClose: () => void }) {
  const t = useText();
  const change = useChangeUser();
  const errors = useErrorSummary();
  const held = user.roles.filter((one) => one.scope_kind === 'installation').map((one) => one.role);
  const [roles, setRoles] = useState(held);
  const submit = async () => {
    if (change.isPending) return;
    try {
      await change.mutateAsync({ id: user.id, roles });
      showToast(t('admin.user.changed', { name: user.name }));
      onClose();
    } catch (thrown) {
      errors.report(thrown);
    }
  };
  return (
    <Form errors={errors.items} onSubmit={submit}>
      <RoleBoxes value={roles} onChange={setRoles} error={errors.errorOf('roles')} />
      <Button type="submit" variant="primary" status={change.isPending ? 'pending' : 'ready'}>
        {t('admin.user.save_roles')}
      </Button>
    </Form>
  );
}

type RoleBoxesProps = { value: string[]; onChange: (roles: string[]) => void; error: string | undefined };

/** The roles of the installation, with what each may do. */
export function RoleBoxes({ value, onChange, error }: RoleBoxesProps) {
  const t = useText();
  const hints = {
    operator: 'admin.role.operator_hint',
    organiser: 'admin.role.organiser_hint',
    auditor: 'admin.role.auditor_hint',
  } as const;
  return (
    <CheckboxGroup
      id="roles"
      label={t('admin.user.installation_roles')}
      requirement="optional"
      value={value}
      onChange={onChange}
      options={installationRoles.map((role) => ({ value: role, label: t(roleNames[role]), hint: t(hints[role]) }))}
      error={error}
    />
  );
}

function StatusDialog({ user, onClose }: { user: User | undefined; onClose: () => void }) {
  const t = useText();
  const change = useChangeUser();
  const errors = useErrorSummary();
  const closes = user?.status !== 'closed';
  const leave = () => {
    errors.clear();
    onClose();
  };
  const act = async () => {
    if (!user) return;
    try {
      await change.mutateAsync({ id: user.id, status: closes ? 'closed' : 'active' });
      showToast(t('admin.user.changed', { name: user.name }));
      leave();
    } catch (thrown) {
      errors.report(thrown);
    }
  };
  return (
    <ConfirmDialog
      title={t(closes ? 'admin.user.close_question' : 'admin.user.reopen_question', { name: user?.name ?? '' })}
      visibility={user ? 'open' : 'closed'}
      onClose={leave}
      onConfirm={() => void act()}
      confirmLabel={t(closes ? 'admin.user.close' : 'admin.user.reopen')}
      tone={closes ? 'danger' : 'normal'}
      status={change.isPending ? 'pending' : 'ready'}
    >
      <Stack>
        <ErrorSummary items={errors.items} />
        <p>{t(closes ? 'admin.user.close_effect' : 'admin.user.reopen_effect')}</p>
      </Stack>
    </ConfirmDialog>
  );
}
