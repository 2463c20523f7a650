import { useState } from 'react';
import { useLanguage } from '@/i18n/provider';
import { useText } from '@/i18n/use-text';
import { formatDate, formatDateTime } from '@/lib/date';
import { useIdempotencyKey } from '@/lib/idempotency';
import { serverNow } from '@/lib/server-clock';
import { useErrorSummary, type ErrorItem } from '@/lib/use-error-summary';
import { Button } from '@/ui/button/button';
import { CopyField } from '@/ui/copy-field/copy-field';
import { Form } from '@/ui/form/form';
import { InlineAlert } from '@/ui/inline-alert/inline-alert';
import { Card, Cluster, Section, Stack } from '@/ui/layout/layout';
import { Select } from '@/ui/select/select';
import { StatusTag } from '@/ui/status-tag/status-tag';
import { Table } from '@/ui/table/table';
import { TextField } from '@/ui/text-field/text-field';
import { showToast } from '@/ui/toast/toast-store';
import { ActDialog } from './act-dialog';
import { useTeamActs, type Invited, type Team } from './api';

type TeamPartProps = { team: Team; mode: 'edit' | 'read' };
type Member = Team['members'][number];
type Invitation = Team['invitations'][number];

/** The people of a team, and those who are invited. */
export function TeamPeople({ team, mode }: TeamPartProps) {
  const t = useText();
  return (
    <Section title={t('applicant.team.people')}>
      <Members team={team} mode={mode} />
      <Invitations team={team} mode={mode} />
      {mode === 'edit' && <InviteForm team={team} />}
    </Section>
  );
}

function Members({ team, mode }: TeamPartProps) {
  const t = useText();
  const { language } = useLanguage();
  const { removeMember } = useTeamActs(team.id);
  return (
    <Table
      caption={t('applicant.team.members')}
      rows={team.members}
      rowKey={(member) => member.id}
      columns={[
        { id: 'name', header: t('applicant.team.person'), kind: 'row-header', cell: (member) => member.name },
        {
          id: 'role',
          header: t('applicant.team.role'),
          cell: (member) =>
            member.role === 'lead' ? (
              <StatusTag tone="info">{t('applicant.team.role.lead')}</StatusTag>
            ) : (
              t('applicant.team.role.member')
            ),
        },
        {
          id: 'organisation',
          header: t('applicant.team.organisation'),
          cell: (member) => organisationName(team, member.organisation_id),
        },
        { id: 'email', header: t('account.sign_in.email'), cell: (member) => member.email },
        { id: 'joined', header: t('applicant.team.joined'), cell: (member) => formatDate(member.joined_at, language) },
        ...(mode === 'edit'
          ? [
              {
                id: 'acts',
                header: t('applicant.team.acts'),
                cell: (member: Member) =>
                  member.role === 'lead' ? null : (
                    <ActDialog
                      label={t('applicant.team.remove')}
                      hiddenText={member.name}
                      title={t('applicant.team.remove_member_title', { name: member.name })}
                      confirmLabel={t('applicant.team.remove')}
                      act={() => removeMember.mutateAsync(member.id)}
                      onDone={() => showToast(t('applicant.team.removed', { name: member.name }))}
                    >
                      {t('applicant.team.remove_member_help')}
                    </ActDialog>
                  ),
              },
            ]
          : []),
      ]}
    />
  );
}

type InvitationState = 'open' | 'accepted' | 'revoked' | 'expired';

const invitationStates = {
  open: { label: 'applicant.invitation.state.open', tone: 'info' },
  accepted: { label: 'applicant.invitation.state.accepted', tone: 'success' },
  revoked: { label: 'applicant.invitation.state.revoked', tone: 'neutral' },
  expired: { label: 'applicant.invitation.state.expired', tone: 'warning' },
} as const;

function stateOf(invitation: Invitation): InvitationState {
  if (invitation.accepted_at) return 'accepted';
  if (invitation.revoked_at) return 'revoked';
  return Date.parse(invitation.expires_at) <= serverNow() ? 'expired' : 'open';
}

function Invitations({ team, mode }: TeamPartProps) {
  const t = useText();
  const { language } = useLanguage();
  const { revoke } = useTeamActs(team.id);
  if (team.invitations.length === 0) return null;
  return (
    <Table
      caption={t('applicant.team.invitations')}
      rows={team.invitations}
      rowKey={(invitation) => invitation.id}
      columns={[
        { id: 'email', header: t('account.sign_in.email'), kind: 'row-header', cell: (row) => row.email },
        {
          id: 'organisation',
          header: t('applicant.team.organisation'),
          cell: (row) => organisationName(team, row.organisation_id),
        },
        {
          id: 'state',
          header: t('applicant.invitation.state'),
          cell: (row) => {
            const state = invitationStates[stateOf(row)];
            return <StatusTag tone={state.tone}>{t(state.label)}</StatusTag>;
          },
        },
        {
          id: 'until',
          header: t('applicant.invitation.until'),
          cell: (row) => formatDateTime(row.expires_at, language),
        },
        ...(mode === 'edit'
          ? [
              {
                id: 'acts',
                header: t('applicant.team.acts'),
                cell: (row: Invitation) =>
                  stateOf(row) !== 'open' ? null : (
                    <ActDialog
                      label={t('applicant.invitation.revoke')}
                      hiddenText={row.email}
                      title={t('applicant.invitation.revoke_title', { email: row.email })}
                      confirmLabel={t('applicant.invitation.revoke')}
                      act={() => revoke.mutateAsync(row.id)}
                      onDone={() => showToast(t('applicant.invitation.revoked'))}
                    >
                      {t('applicant.invitation.revoke_help')}
                    </ActDialog>
                  ),
              },
            ]
          : []),
      ]}
    />
  );
}

function organisationName(team: Team, id: string): string {
  return team.organisations.find((row) => row.organisation.id === id)?.organisation.name ?? '';
}

function InviteForm({ team }: { team: Team }) {
  const t = useText();
  const { invite } = useTeamActs(team.id);
  const errors = useErrorSummary();
  const { key, renew } = useIdempotencyKey();
  const [email, setEmail] = useState('');
  const [organisationId, setOrganisationId] = useState('');
  const [invited, setInvited] = useState<Invited>();
  const only = team.organisations.length === 1 ? team.organisations[0]?.organisation.id : undefined;
  const chosen = organisationId || only || '';

  const submit = async () => {
    if (invite.isPending) return;
    const items: ErrorItem[] = [];
    if (!email.trim()) items.push({ fieldId: 'email', message: t('account.sign_in.email_missing') });
    if (!chosen) items.push({ fieldId: 'organisation_id', message: t('applicant.invitation.organisation_missing') });
    errors.setItems(items);
    if (items.length > 0) return;
    try {
      setInvited(await invite.mutateAsync({ email, organisationId: chosen, key: key() }));
      setEmail('');
      renew();
    } catch (thrown) {
      errors.report(thrown);
    }
  };

  return (
    <Card>
      <Section level={3} title={t('applicant.invitation.title')} description={t('applicant.invitation.help')}>
        <Form errors={errors.items} onSubmit={submit}>
          <TextField
            id="email"
            label={t('account.sign_in.email')}
            hint={t('applicant.invitation.email_hint')}
            type="email"
            autoComplete="off"
            value={email}
            onChange={(value) => {
              setEmail(value);
              renew();
            }}
            error={errors.errorOf('email')}
          />
          <Select
            id="organisation_id"
            label={t('applicant.team.organisation')}
            width="full"
            value={chosen}
            onChange={(value) => {
              setOrganisationId(value);
              renew();
            }}
            options={team.organisations.map(({ organisation }) => ({
              value: organisation.id,
              label: organisation.name,
            }))}
            error={errors.errorOf('organisation_id')}
          />
          <Cluster>
            <Button type="submit" status={invite.isPending ? 'pending' : 'ready'}>
              {t('applicant.invitation.send')}
            </Button>
          </Cluster>
        </Form>
        {invited && <InvitedNotice key={invited.invitation.id} invited={invited} />}
      </Section>
    </Card>
  );
}

function InvitedNotice({ invited }: { invited: Invited }) {
  const t = useText();
  return (
    <InlineAlert
      tone="success"
      urgency="polite"
      title={t('applicant.invitation.sent', { email: invited.invitation.email })}
    >
      <Stack gap="small">
        <p>{t('applicant.invitation.link_once')}</p>
        <CopyField label={t('applicant.invitation.link')} value={invited.link} />
      </Stack>
    </InlineAlert>
  );
}
