import { useQueries } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useBilingual } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import { EmptyState } from '@/ui/empty-state/empty-state';
import { Link } from '@/ui/link/link';
import { StatusTag, type Tone } from '@/ui/status-tag/status-tag';
import { Table, type Column } from '@/ui/table/table';
import { teamOptions, type Filing, type Team, type TeamSummary } from './api';

type TeamTableProps = {
  teams: TeamSummary[];
  /** Nothing before the deadline. */
  filings: Filing[] | undefined;
  pathOf: (teamId: string) => string;
};

/** The teams of a call by sort name. */
export function TeamTable({ teams, filings, pathOf }: TeamTableProps) {
  const t = useText();
  const say = useBilingual();
  const details = useQueries({ queries: teams.map((team) => teamOptions(team.id)) });
  const detailOf = new Map(details.flatMap(({ data }) => (data ? [[data.id, data] as const] : [])));
  const filingOf = new Map(filings?.map((filing) => [filing.team.id, filing]));
  const columns: Column<TeamSummary>[] = [
    {
      id: 'team',
      header: t('admin.team'),
      kind: 'row-header',
      cell: (team) => <Link to={pathOf(team.id)}>{say({ ko: team.name, en: team.name_en })}</Link>,
    },
    {
      id: 'organisations',
      header: t('admin.team.organisations'),
      cell: (team) => <Organisations team={detailOf.get(team.id)} />,
    },
    {
      id: 'eligibility',
      header: t('admin.gate.eligibility'),
      cell: (team) => <Eligibility team={detailOf.get(team.id)} />,
    },
    {
      id: 'filing',
      header: t('admin.team.filing'),
      cell: (team) => (filings ? <FilingState filing={filingOf.get(team.id)} /> : t('admin.team.after_deadline')),
    },
    {
      id: 'status',
      header: t('admin.state'),
      cell: (team) =>
        team.status === 'active' ? t('admin.team.active') : <StatusTag>{t('admin.team.withdrawn')}</StatusTag>,
    },
  ];
  return (
    <Table
      caption={t('admin.team.caption')}
      captionDisplay="hidden"
      columns={columns}
      rows={teams}
      rowKey={(team) => team.id}
      empty={<EmptyState title={t('admin.team.none')}>{t('admin.team.none_reason')}</EmptyState>}
    />
  );
}

function Organisations({ team }: { team: Team | undefined }): ReactNode {
  const t = useText();
  if (!team) return '…';
  const lead = team.organisations.find((one) => one.role === 'lead');
  const others = team.organisations.length - 1;
  return (
    <>
      {lead?.organisation.name}
      {others > 0 && <small> {t('admin.team.and_more', { count: others })}</small>}
    </>
  );
}

const tones: Record<string, Tone> = { pass: 'success', fail: 'danger', needs_person: 'warning' };
const names = { pass: 'admin.fact.pass', fail: 'admin.fact.fail', needs_person: 'admin.fact.needs_person' } as const;

/** The worst finding in a word. */
function Eligibility({ team }: { team: Team | undefined }): ReactNode {
  const t = useText();
  if (!team) return '…';
  const worst = (['fail', 'needs_person', 'pass'] as const).find((one) =>
    team.eligibility.some((finding) => finding.outcome === one),
  );
  return worst ? <StatusTag tone={tones[worst] ?? 'neutral'}>{t(names[worst])}</StatusTag> : '–';
}

function FilingState({ filing }: { filing: Filing | undefined }) {
  const t = useText();
  if (!filing?.filed) return <StatusTag tone="danger">{t('admin.gate.not_filed')}</StatusTag>;
  return <span>{filing.reference}</span>;
}
