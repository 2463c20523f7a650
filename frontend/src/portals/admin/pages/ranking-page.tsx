import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import type { Stage } from '@/features/call/api';
import { Moment } from '@/features/call-admin/schedule-table';
import { rankingOptions, rankingsOptions, type RankingHead } from '@/features/result/api';
import { NewRanking } from '@/features/result/new-ranking';
import { RankingChanges, RankingFacts, RankingNotices } from '@/features/result/ranking-facts';
import { RankingTable } from '@/features/result/ranking-table';
import { useText } from '@/i18n/use-text';
import { EmptyState } from '@/ui/empty-state/empty-state';
import { Section } from '@/ui/layout/layout';
import { Link } from '@/ui/link/link';
import { StatusTag } from '@/ui/status-tag/status-tag';
import { Table, type Column } from '@/ui/table/table';
import { StageFrame } from '../call-page-frame';
import { Loaded } from '../loaded';

/** The rankings of a stage: the latest, or the one that the address names. */
export function RankingPage() {
  const t = useText();
  return (
    <StageFrame title={t('admin.ranking.title')} description={t('admin.ranking.description')}>
      {(stage, call, rights) => (
        <Rankings stage={stage} creates={rights.administers(call.id) && stage.phase === 'closed'} />
      )}
    </StageFrame>
  );
}

function Rankings({ stage, creates }: { stage: Stage; creates: boolean }) {
  const t = useText();
  const [search, setSearch] = useSearchParams();
  const heads = useQuery(rankingsOptions(stage.id));
  const choose = (id: string) => setSearch({ ranking: id });
  return (
    <Loaded query={heads}>
      {(all) => {
        const shown = all.find((head) => head.id === search.get('ranking')) ?? all[0];
        return (
          <>
            {shown ? <Shown heads={all} shown={shown} stage={stage} /> : <EmptyState title={t('admin.ranking.none')} />}
            {creates && <NewRanking stageId={stage.id} kind={shown ? 'later' : 'first'} onCreated={choose} />}
            {all.length > 1 && <History heads={all} />}
          </>
        );
      }}
    </Loaded>
  );
}

type ShownProps = { heads: RankingHead[]; shown: RankingHead; stage: Stage };

function Shown({ heads, shown, stage }: ShownProps) {
  const ranking = useQuery(rankingOptions(shown.id));
  const before = heads.find((head) => head.number === shown.number - 1);
  return (
    <Loaded query={ranking}>
      {(data) => (
        <>
          <RankingNotices ranking={data} isLatest={heads[0]?.id === shown.id} />
          <RankingTable ranking={data} />
          <RankingFacts ranking={data} tree={stage.tree} />
          {before && <Changes beforeId={before.id} afterId={shown.id} />}
        </>
      )}
    </Loaded>
  );
}

function Changes({ beforeId, afterId }: { beforeId: string; afterId: string }) {
  const before = useQuery(rankingOptions(beforeId));
  const after = useQuery(rankingOptions(afterId));
  return <Loaded query={before}>{(old) => after.data && <RankingChanges before={old} after={after.data} />}</Loaded>;
}

function History({ heads }: { heads: RankingHead[] }) {
  const t = useText();
  const columns: Column<RankingHead>[] = [
    {
      id: 'number',
      header: t('admin.ranking.number'),
      kind: 'row-header',
      cell: (head) => <Link to={`?ranking=${head.id}`}>{t('admin.ranking.nth', { number: head.number })}</Link>,
    },
    { id: 'made', header: t('admin.ranking.made_at'), cell: (head) => <Moment at={head.created_at} /> },
    { id: 'by', header: t('admin.ranking.made_by'), cell: (head) => head.created_by },
    { id: 'reason', header: t('admin.reason'), cell: (head) => head.reason || '–' },
    {
      id: 'state',
      header: t('admin.state'),
      cell: (head) => (head.current ? <StatusTag tone="success">{t('admin.ranking.current')}</StatusTag> : '–'),
    },
  ];
  return (
    <Section title={t('admin.ranking.history')}>
      <Table
        caption={t('common.figure.table', { title: t('admin.ranking.history') })}
        captionDisplay="hidden"
        columns={columns}
        rows={heads}
        rowKey={(head) => head.id}
      />
    </Section>
  );
}
