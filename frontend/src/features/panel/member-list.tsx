import { useState } from 'react';
import { useText } from '@/i18n/use-text';
import { useErrorSummary } from '@/lib/use-error-summary';
import { Button } from '@/ui/button/button';
import { ConfirmDialog } from '@/ui/dialog/dialog';
import { EmptyState } from '@/ui/empty-state/empty-state';
import { ErrorSummary } from '@/ui/error-summary/error-summary';
import { Form } from '@/ui/form/form';
import { Card, Section, Stack } from '@/ui/layout/layout';
import { RadioGroup } from '@/ui/radio-group/radio-group';
import { Table, type Column } from '@/ui/table/table';
import { TextField } from '@/ui/text-field/text-field';
import { showToast } from '@/ui/toast/toast-store';
import { useAddMember, useRemoveMember, type Member, type Panel } from './api';

export const roleNames = { judge: 'admin.panel.role.judge', chair: 'admin.panel.role.chair' } as const;

type MemberListProps = {
  panel: Panel;
  /** `add`: judges can come, but nobody can be taken out any more. */
  access: 'change' | 'add' | 'read';
};

/** The judges of a stage. */
export function MemberList({ panel, access }: MemberListProps) {
  const t = useText();
  const [leaving, setLeaving] = useState<Member>();
  const columns: Column<Member>[] = [
    { id: 'name', header: t('admin.name'), kind: 'row-header', cell: (m) => m.name },
    { id: 'email', header: t('admin.email'), cell: (m) => m.email },
    { id: 'role', header: t('admin.role'), cell: (m) => t(m.role === 'chair' ? roleNames.chair : roleNames.judge) },
    { id: 'teams', header: t('admin.panel.teams'), align: 'end', cell: (m) => m.teams },
    { id: 'recused', header: t('admin.panel.recused'), align: 'end', cell: (m) => m.recused },
  ];
  if (access === 'change') {
    columns.push({
      id: 'acts',
      header: t('admin.acts'),
      cell: (m) => (
        <Button
          size="small"
          variant="tertiary"
          aria-label={t('admin.panel.remove_named', { name: m.name })}
          onClick={() => setLeaving(m)}
        >
          {t('admin.panel.remove')}
        </Button>
      ),
    });
  }
  return (
    <Stack gap="section">
      <Section
        title={t('admin.panel.members', { count: panel.members.length })}
        description={
          <>
            {panel.judges_min > 0 && <p>{t('admin.panel.at_least', { count: panel.judges_min })}</p>}
            {access === 'add' && <p>{t('admin.panel.stays')}</p>}
          </>
        }
      >
        <Table
          caption={t('admin.panel.caption')}
          captionDisplay="hidden"
          columns={columns}
          rows={panel.members}
          rowKey={(m) => m.person_id}
          empty={<EmptyState title={t('admin.panel.empty')}>{t('admin.panel.empty_reason')}</EmptyState>}
        />
      </Section>
      {access !== 'read' && <AddMember stageId={panel.stage_id} />}
      <RemoveMember stageId={panel.stage_id} member={leaving} onClose={() => setLeaving(undefined)} />
    </Stack>
  );
}

function AddMember({ stageId }: { stageId: string }) {
  const t = useText();
  const add = useAddMember(stageId);
  const errors = useErrorSummary();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<'judge' | 'chair'>('judge');
  const submit = async () => {
    if (add.isPending) return;
    if (!email.trim()) return errors.setItems([{ fieldId: 'email', message: t('admin.email_missing') }]);
    try {
      const member = await add.mutateAsync({ email: email.trim(), role });
      errors.clear();
      setEmail('');
      showToast(t('admin.panel.added', { name: member.name }));
    } catch (thrown) {
      errors.report(thrown);
    }
  };
  return (
    <Section title={t('admin.panel.add')}>
      <Card>
        <Form errors={errors.items} onSubmit={submit}>
          <TextField
            id="email"
            type="email"
            label={t('admin.email')}
            hint={t('admin.panel.email_hint')}
            width="medium"
            value={email}
            onChange={setEmail}
            error={errors.errorOf('email')}
          />
          <RadioGroup
            id="role"
            label={t('admin.role')}
            layout="inline"
            value={role}
            onChange={(value) => setRole(value === 'chair' ? 'chair' : 'judge')}
            options={[
              { value: 'judge', label: t(roleNames.judge) },
              { value: 'chair', label: t(roleNames.chair) },
            ]}
            error={errors.errorOf('role')}
          />
          <div>
            <Button type="submit" variant="primary" icon="plus" status={add.isPending ? 'pending' : 'ready'}>
              {t('admin.panel.add_act')}
            </Button>
          </div>
        </Form>
      </Card>
    </Section>
  );
}

type RemoveMemberProps = { stageId: string; member: Member | undefined; onClose: () => void };

function RemoveMember({ stageId, member, onClose }: RemoveMemberProps) {
  const t = useText();
  const remove = useRemoveMember(stageId);
  const errors = useErrorSummary();
  const leave = () => {
    errors.clear();
    onClose();
  };
  const act = async () => {
    if (!member) return;
    try {
      await remove.mutateAsync(member.person_id);
      showToast(t('admin.panel.removed', { name: member.name }));
      leave();
    } catch (thrown) {
      errors.report(thrown);
    }
  };
  return (
    <ConfirmDialog
      title={t('admin.panel.remove_question', { name: member?.name ?? '' })}
      visibility={member ? 'open' : 'closed'}
      onClose={leave}
      onConfirm={() => void act()}
      confirmLabel={t('admin.panel.remove')}
      tone="danger"
      status={remove.isPending ? 'pending' : 'ready'}
    >
      <Stack>
        <ErrorSummary items={errors.items} />
        <p>{t('admin.panel.remove_effect')}</p>
      </Stack>
    </ConfirmDialog>
  );
}
