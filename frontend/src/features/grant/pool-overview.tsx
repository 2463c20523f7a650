import { useLanguage } from '@/i18n/provider';
import { useText } from '@/i18n/use-text';
import { formatPeriod } from '@/lib/date';
import { EmptyState } from '@/ui/empty-state/empty-state';
import { FigureWithTable } from '@/ui/figure-with-table/figure-with-table';
import { Card, Section, Stack } from '@/ui/layout/layout';
import { StatusTag } from '@/ui/status-tag/status-tag';
import { Table, type Column } from '@/ui/table/table';
import { Amount, PoolName } from './amount';
import type { Overview, Period, PoolOverview } from './api';
import { PeriodBars, shares } from './period-bars';
import { formatUnits } from './units';
import { WindowForm } from './window-form';

type PoolOverviewViewProps = { overview: Overview; access: 'change' | 'read' };

/** What each pool can give in each period and what has become of it. */
export function PoolOverviewView({ overview, access }: PoolOverviewViewProps) {
  const t = useText();
  if (overview.pools.length === 0) {
    return <EmptyState title={t('admin.grant.empty')}>{t('admin.grant.empty_reason')}</EmptyState>;
  }
  return (
    <Stack gap="section">
      {overview.pools.map((one) => (
        <PoolSection key={one.pool.id} overview={one} access={access} />
      ))}
      <Accounts overview={overview} />
    </Stack>
  );
}

function PoolSection({ overview, access }: { overview: PoolOverview; access: 'change' | 'read' }) {
  const t = useText();
  const { language } = useLanguage();
  const { pool, periods } = overview;
  const amount = (value: number) => formatUnits(value, pool, language);
  const columns: Column<Period>[] = [
    {
      id: 'period',
      header: t('admin.grant.period'),
      kind: 'row-header',
      cell: (period) => formatPeriod(period.from, period.until, language),
    },
    { id: 'capacity', header: t('admin.grant.capacity'), align: 'end', cell: (period) => amount(period.capacity) },
    ...shares.map(({ key, name }) => ({
      id: key,
      header: t(name),
      align: 'end' as const,
      cell: (period: Period) => amount(period[key]),
    })),
  ];
  return (
    <Section
      title={pool.name}
      description={t('admin.grant.pool_facts', {
        provider: pool.provider,
        step: formatUnits(pool.unit_size, pool, language),
      })}
    >
      <Card>
        <FigureWithTable
          title={t('admin.grant.figure', { pool: pool.name })}
          description={t(figureWords(periods), { periods: periods.length })}
          columns={columns}
          rows={periods}
          rowKey={(period) => period.from + period.until}
          table="shown"
        >
          <PeriodBars periods={periods} />
        </FigureWithTable>
        {access === 'change' && <WindowForm pool={pool} />}
      </Card>
    </Section>
  );
}

// What is planned has not been offered yet: it can still be taken back.
function figureWords(periods: Period[]) {
  if (periods.some((period) => period.free > 0)) return 'admin.grant.figure_some';
  return periods.some((period) => period.planned > 0) ? 'admin.grant.figure_planned' : 'admin.grant.figure_none';
}

type Account = Overview['accounts'][number];

// The book and the lines are two records of the same things: they must agree.
function Accounts({ overview }: { overview: Overview }) {
  const t = useText();
  const pools = overview.pools.map((one) => one.pool);
  const cell = (part: keyof Account['ledger']) => (account: Account) => (
    <Amount amount={account.ledger[part]} unit={account.unit} pools={pools} />
  );
  const columns: Column<Account>[] = [
    {
      id: 'pool',
      header: t('admin.award.pool'),
      kind: 'row-header',
      cell: (account) => <PoolName unit={account.unit} pools={pools} />,
    },
    { id: 'supply', header: t('admin.ledger.supply'), align: 'end', cell: cell('Supply') },
    { id: 'offered', header: t('admin.grant.offered'), align: 'end', cell: cell('Offered') },
    { id: 'committed', header: t('admin.grant.committed'), align: 'end', cell: cell('Committed') },
    { id: 'free', header: t('admin.ledger.free'), align: 'end', cell: cell('Free') },
    {
      id: 'agree',
      header: t('admin.ledger.check'),
      cell: (account) =>
        account.agree ? (
          <StatusTag tone="success">{t('admin.ledger.agrees')}</StatusTag>
        ) : (
          <StatusTag tone="danger">{t('admin.ledger.differs')}</StatusTag>
        ),
    },
  ];
  return (
    <Section title={t('admin.grant.accounts')} description={t('admin.grant.accounts_hint')}>
      <Table
        caption={t('common.figure.table', { title: t('admin.grant.accounts') })}
        captionDisplay="hidden"
        columns={columns}
        rows={overview.accounts}
        rowKey={(account) => account.unit}
      />
    </Section>
  );
}
