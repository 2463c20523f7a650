import { useBilingual } from '@/i18n/bilingual';
import { useLanguage } from '@/i18n/provider';
import { useText } from '@/i18n/use-text';
import { formatDateTime } from '@/lib/date';
import { InlineAlert } from '@/ui/inline-alert/inline-alert';
import { Section, Stack } from '@/ui/layout/layout';
import { Link } from '@/ui/link/link';
import { SummaryList } from '@/ui/summary-list/summary-list';
import { Table, type Column } from '@/ui/table/table';
import { rankingFileUrl, type Ranking, type Tree } from './api';
import { changesBetween, type Change } from './compare';
import { methodOf } from './method';
import { nameOf } from './names';
import { StandingTag } from './tags';

type RankingFactsProps = { ranking: Ranking; tree: Tree | undefined };

/** How the ranking was made and what proves it. */
export function RankingFacts({ ranking, tree }: RankingFactsProps) {
  const t = useText();
  const say = useBilingual();
  const { language } = useLanguage();
  const titles = new Map(ranking.parts.map((part) => [part.key, say(part.title)]));
  const name = (key: string) => titles.get(key) ?? t('admin.method.panel');
  return (
    <SummaryList
      variant="plain"
      rows={[
        {
          id: 'method',
          label: t('admin.ranking.method'),
          value: tree && (
            <ul>
              {methodOf(tree, ranking.quota, name).map((line) => (
                <li key={line.id}>{t(line.id, line.values)}</li>
              ))}
            </ul>
          ),
        },
        { id: 'tree', label: t('admin.ranking.tree_version'), value: String(ranking.tree_version) },
        { id: 'code', label: t('admin.ranking.code_version'), value: ranking.code_version },
        { id: 'hash', label: t('admin.ranking.hash'), value: <code>{ranking.hash}</code> },
        {
          id: 'made',
          label: t('admin.ranking.made'),
          value: `${formatDateTime(ranking.created_at, language)}, ${ranking.created_by}`,
        },
        ...(ranking.reason ? [{ id: 'reason', label: t('admin.reason'), value: ranking.reason }] : []),
        {
          id: 'file',
          label: t('admin.ranking.file'),
          value: (
            <Link href={rankingFileUrl(ranking.id)} download>
              {t('admin.ranking.download')}
            </Link>
          ),
        },
      ]}
    />
  );
}

/** What keeps the ranking from being whole: ties that people must settle, sheets that are missing. */
export function RankingNotices({ ranking, isLatest }: { ranking: Ranking; isLatest: boolean }) {
  const t = useText();
  const say = useBilingual();
  if (isLatest && ranking.current && ranking.unsettled.length + ranking.missing.length === 0) return null;
  return (
    <Stack gap="small">
      {!isLatest && <InlineAlert title={t('admin.ranking.older')} />}
      {isLatest && !ranking.current && <InlineAlert tone="warning" title={t('admin.ranking.stale')} />}
      {ranking.unsettled.map((open) => (
        <InlineAlert
          key={open.code + open.teams.map((team) => team.team_id).join()}
          tone="warning"
          title={t('admin.ranking.unsettled', { count: open.teams.length, places: open.places })}
        >
          {open.teams.map((team) => say(nameOf(team))).join(', ')}
        </InlineAlert>
      ))}
      {ranking.missing.length > 0 && (
        <InlineAlert tone="warning" title={t('admin.ranking.missing', { count: ranking.missing.length })}>
          <ul>
            {ranking.missing.map((sheet) => (
              <li key={sheet.team_id + sheet.judge_name}>
                {say(nameOf(sheet))}: {sheet.judge_name}
              </li>
            ))}
          </ul>
        </InlineAlert>
      )}
    </Stack>
  );
}

/** Two rankings beside each other: only what differs. */
export function RankingChanges({ before, after }: { before: Ranking; after: Ranking }) {
  const t = useText();
  const say = useBilingual();
  const rows = changesBetween(before, after);
  const columns: Column<Change>[] = [
    { id: 'team', header: t('admin.team'), kind: 'row-header', cell: (row) => say(nameOf(row.team)) },
    {
      id: 'rank',
      header: t('admin.ranking.rank'),
      cell: (row) => `${row.rank.before || '–'} → ${row.rank.after || '–'}`,
    },
    {
      id: 'total',
      header: t('admin.ranking.total'),
      cell: (row) => `${row.total.before || '–'} → ${row.total.after || '–'}`,
    },
    {
      id: 'before',
      header: t('admin.ranking.standing_before'),
      cell: (row) => <StandingTag standing={row.outcome.before} />,
    },
    {
      id: 'after',
      header: t('admin.ranking.standing_after'),
      cell: (row) => <StandingTag standing={row.outcome.after} />,
    },
  ];
  return (
    <Section title={t('admin.ranking.changes', { before: before.number, after: after.number })}>
      <Table
        caption={t('admin.ranking.changes_caption')}
        captionDisplay="hidden"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.team.team_id}
        empty={<p>{t('admin.ranking.no_changes')}</p>}
      />
    </Section>
  );
}
