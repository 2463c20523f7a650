import { useBilingual } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import { Section, Stack } from '@/ui/layout/layout';
import { StatusTag } from '@/ui/status-tag/status-tag';
import { Table, type Column } from '@/ui/table/table';
import type { Team } from './api';

type TeamDetailProps = { team: Team; ruleTitle: (ruleKey: string) => { ko: string; en: string } | undefined };

/** Who the team is, as those who run the call see it. */
export function TeamDetail({ team, ruleTitle }: TeamDetailProps) {
  const t = useText();
  const say = useBilingual();
  const nameOf = new Map(team.organisations.map(({ organisation }) => [organisation.id, organisation.name]));
  const organisations: Column<Team['organisations'][number]>[] = [
    { id: 'name', header: t('admin.organisation.name'), kind: 'row-header', cell: (one) => one.organisation.name },
    {
      id: 'role',
      header: t('admin.role'),
      cell: (one) => t(one.role === 'lead' ? 'admin.team.lead_organisation' : 'admin.team.participant'),
    },
    { id: 'number', header: t('admin.organisation.number'), cell: (one) => one.organisation.registration_number },
    {
      id: 'representative',
      header: t('admin.organisation.representative'),
      cell: (one) => one.organisation.representative || '–',
    },
  ];
  const members: Column<Team['members'][number]>[] = [
    { id: 'name', header: t('admin.name'), kind: 'row-header', cell: (one) => one.name },
    { id: 'email', header: t('admin.email'), cell: (one) => one.email },
    {
      id: 'role',
      header: t('admin.role'),
      cell: (one) => t(one.role === 'lead' ? 'admin.role.lead' : 'admin.role.member'),
    },
    { id: 'organisation', header: t('admin.organisation'), cell: (one) => nameOf.get(one.organisation_id) ?? '–' },
  ];
  const findings: Column<Team['eligibility'][number]>[] = [
    { id: 'rule', header: t('admin.team.rule'), kind: 'row-header', cell: (one) => say(ruleTitle(one.rule_key)) },
    { id: 'outcome', header: t('admin.state'), cell: (one) => <Outcome outcome={one.outcome} /> },
    { id: 'message', header: t('admin.team.finding'), cell: (one) => one.message },
  ];
  return (
    <Stack gap="section">
      <Section title={t('admin.team.organisations')}>
        <Table
          caption={t('common.figure.table', { title: t('admin.team.organisations') })}
          captionDisplay="hidden"
          columns={organisations}
          rows={team.organisations}
          rowKey={(one) => one.organisation.id}
        />
      </Section>
      <Section title={t('admin.team.members')}>
        <Table
          caption={t('common.figure.table', { title: t('admin.team.members') })}
          captionDisplay="hidden"
          columns={members}
          rows={team.members}
          rowKey={(one) => one.id}
        />
      </Section>
      <Section title={t('admin.gate.eligibility')}>
        <Table
          caption={t('common.figure.table', { title: t('admin.gate.eligibility') })}
          captionDisplay="hidden"
          columns={findings}
          rows={team.eligibility}
          rowKey={(one) => one.rule_key}
        />
      </Section>
    </Stack>
  );
}

function Outcome({ outcome }: { outcome: Team['eligibility'][number]['outcome'] }) {
  const t = useText();
  if (outcome === 'pass') return <StatusTag tone="success">{t('admin.fact.pass')}</StatusTag>;
  if (outcome === 'fail') return <StatusTag tone="danger">{t('admin.fact.fail')}</StatusTag>;
  return <StatusTag tone="warning">{t('admin.fact.needs_person')}</StatusTag>;
}
