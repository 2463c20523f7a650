import { useLanguage } from '@/i18n/provider';
import { useText } from '@/i18n/use-text';
import { formatDateTime } from '@/lib/date';
import { EmptyState } from '@/ui/empty-state/empty-state';
import { Stack } from '@/ui/layout/layout';
import { StatusTag } from '@/ui/status-tag/status-tag';
import { Table, type Column } from '@/ui/table/table';
import { Amount, PoolName } from './amount';
import type { Balance, Pool, Posting } from './api';

const accountNames = {
  supply: 'admin.ledger.supply',
  free: 'admin.ledger.free',
  offered: 'admin.ledger.offered',
  committed: 'admin.ledger.committed',
  delivered: 'admin.ledger.delivered',
  used: 'admin.ledger.used',
  lost: 'admin.ledger.lost',
  returned: 'admin.ledger.returned',
  recovered: 'admin.ledger.recovered',
  transferred: 'admin.ledger.transferred',
} as const;

const postingNames = {
  supply: 'admin.posting.supply',
  offer: 'admin.posting.offer',
  answer: 'admin.posting.answer',
  expiry: 'admin.posting.expiry',
  reversal: 'admin.posting.reversal',
} as const;

function nameIn<Names extends Record<string, string>>(names: Names, key: string): Names[keyof Names] | undefined {
  return key in names ? names[key as keyof Names] : undefined;
}

type Named = { pools: Pool[]; teamName: (teamId: string) => string };

/** What stands on each account now. */
export function BalanceTable({ balances, pools, teamName }: Named & { balances: Balance[] }) {
  const t = useText();
  const account = (kind: string) => {
    const name = nameIn(accountNames, kind);
    return name ? t(name) : kind;
  };
  const columns: Column<Balance>[] = [
    {
      id: 'pool',
      header: t('admin.award.pool'),
      kind: 'row-header',
      cell: (b) => <PoolName unit={b.unit} pools={pools} />,
    },
    { id: 'account', header: t('admin.ledger.account'), cell: (b) => account(b.account_kind) },
    { id: 'team', header: t('admin.team'), cell: (b) => teamName(b.team_id) || '–' },
    {
      id: 'amount',
      header: t('admin.ledger.amount'),
      align: 'end',
      cell: (b) => <Amount amount={b.amount} unit={b.unit} pools={pools} />,
    },
  ];
  return (
    <Table
      caption={t('common.figure.table', { title: t('admin.ledger.balances') })}
      captionDisplay="hidden"
      columns={columns}
      rows={balances.filter((balance) => balance.amount !== 0)}
      rowKey={(b) => `${b.unit}/${b.account_kind}/${b.team_id}`}
      empty={<EmptyState title={t('admin.ledger.empty')} />}
    />
  );
}

/** The book itself: postings are never changed, only reversed by others. */
export function PostingTable({ postings, pools, teamName }: Named & { postings: Posting[] }) {
  const t = useText();
  const { language } = useLanguage();
  const account = (kind: string) => {
    const name = nameIn(accountNames, kind);
    return name ? t(name) : kind;
  };
  const columns: Column<Posting>[] = [
    {
      id: 'when',
      header: t('admin.ledger.posted_at'),
      kind: 'row-header',
      cell: (p) => formatDateTime(p.posted_at, language),
    },
    {
      id: 'kind',
      header: t('admin.ledger.kind'),
      cell: (p) => {
        const name = nameIn(postingNames, p.kind);
        return (
          <Stack gap="small">
            <span>{name ? t(name) : p.kind}</span>
            {p.reverses && <StatusTag tone="warning">{t('admin.ledger.reverses')}</StatusTag>}
            {p.reversed_by && <StatusTag tone="warning">{t('admin.ledger.reversed')}</StatusTag>}
          </Stack>
        );
      },
    },
    { id: 'memo', header: t('admin.ledger.memo'), cell: (p) => p.memo },
    {
      id: 'entries',
      header: t('admin.ledger.entries'),
      cell: (p) => (
        <ul>
          {p.entries.map((entry) => (
            <li key={`${entry.unit}/${entry.account_kind}/${entry.team_id}`}>
              <PoolName unit={entry.unit} pools={pools} />, {account(entry.account_kind)}
              {entry.team_id && ` (${teamName(entry.team_id)})`}:{' '}
              <Amount amount={entry.amount} unit={entry.unit} pools={pools} sign="always" />
            </li>
          ))}
        </ul>
      ),
    },
  ];
  return (
    <Table
      caption={t('common.figure.table', { title: t('admin.ledger.postings') })}
      captionDisplay="hidden"
      columns={columns}
      rows={postings}
      rowKey={(p) => p.id}
      empty={<EmptyState title={t('admin.ledger.empty')} />}
    />
  );
}
