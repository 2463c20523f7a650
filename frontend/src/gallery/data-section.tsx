import { useState } from 'react';
import { AppError } from '@/api/app-error';
import { FigureWithTable } from '@/ui/figure-with-table/figure-with-table';
import { FileUpload, type UploadRow } from '@/ui/file-upload/file-upload';
import { FilterBar } from '@/ui/filter-bar/filter-bar';
import { Grid, Section } from '@/ui/layout/layout';
import { Pagination } from '@/ui/pagination/pagination';
import { StatusTag } from '@/ui/status-tag/status-tag';
import { Table, type Column } from '@/ui/table/table';
import { useSortedRows } from '@/ui/table/use-sorted-rows';
import { Sample, useSay } from './sample';

type Team = { id: string; name: string; score: string; state: 'done' | 'open' };

const teams: Team[] = [
  { id: 'a', name: '가온누리 인공지능', score: '87.50', state: 'done' },
  { id: 'b', name: '누리보듬', score: '91.25', state: 'done' },
  { id: 'c', name: '다솜지능', score: '78.00', state: 'open' },
];

const accessors = { name: (team: Team) => team.name, score: (team: Team) => Number(team.score) };

/** Lists, charts and files. */
export function DataSection() {
  const say = useSay();
  return (
    <Section title={say('자료', 'Data')}>
      <Sample name="table, filter-bar, pagination">
        <TableSample />
      </Sample>
      <Sample name="table: loading, empty, error">
        <Grid>
          <Table caption={say('불러오는 표', 'Loading')} columns={[]} rows={[]} rowKey={String} state="loading" />
          <Table caption={say('빈 표', 'Empty')} columns={[]} rows={[]} rowKey={String} />
          <Table
            caption={say('실패한 표', 'Failed')}
            columns={[]}
            rows={[]}
            rowKey={String}
            state="error"
            error={new AppError({ status: 503, code: 'busy', title: say('접속이 많습니다', 'Too busy') })}
            onRetry={() => undefined}
          />
        </Grid>
      </Sample>
      <Sample name="figure-with-table">
        <ChartSample />
      </Sample>
      <Sample name="file-upload">
        <UploadSample />
      </Sample>
    </Section>
  );
}

function useTeamColumns(): Column<Team>[] {
  const say = useSay();
  return [
    { id: 'name', header: say('팀', 'Team'), cell: (team) => team.name, kind: 'row-header', order: 'sortable' },
    { id: 'score', header: say('점수', 'Score'), cell: (team) => team.score, align: 'end', order: 'sortable' },
    {
      id: 'state',
      header: say('상태', 'State'),
      cell: (team) =>
        team.state === 'done' ? (
          <StatusTag tone="success">{say('확정', 'Final')}</StatusTag>
        ) : (
          <StatusTag tone="info">{say('진행 중', 'Open')}</StatusTag>
        ),
    },
  ];
}

function TableSample() {
  const say = useSay();
  const columns = useTeamColumns();
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set(['b']));
  const [query, setQuery] = useState('');
  const [state, setState] = useState('');
  const found = teams.filter((team) => team.name.includes(query) && (!state || team.state === state));
  const { rows, sort, onSortChange } = useSortedRows(found, accessors, { column: 'score', direction: 'descending' });
  return (
    <>
      <FilterBar
        label={say('팀 찾기', 'Find teams')}
        search={{ label: say('이름', 'Name'), value: query, onChange: setQuery }}
        filters={[
          {
            id: 'state',
            label: say('상태', 'State'),
            value: state,
            onChange: setState,
            options: [
              { value: 'done', label: say('확정', 'Final') },
              { value: 'open', label: say('진행 중', 'Open') },
            ],
          },
        ]}
        onReset={() => {
          setQuery('');
          setState('');
        }}
        result={say(`${rows.length}개 팀`, `${rows.length} teams`)}
      />
      <Table
        caption={say('팀별 점수', 'Scores by team')}
        columns={columns}
        rows={rows}
        rowKey={(team) => team.id}
        sort={sort}
        onSortChange={onSortChange}
        selection={{ keys, onChange: setKeys, labelOf: (team) => team.name }}
      />
      <Pagination label={say('팀 목록', 'Teams')} onNext={() => undefined} position="1–3 / 15" />
    </>
  );
}

function ChartSample() {
  const say = useSay();
  const columns = useTeamColumns().slice(0, 2);
  return (
    <FigureWithTable
      title={say('팀별 총점', 'Total by team')}
      description={say('누리보듬이 91.25점으로 가장 높습니다.', 'Nuri Bodeum is highest with 91.25.')}
      columns={columns.map((column) => ({ ...column, order: 'fixed' as const }))}
      rows={teams}
      rowKey={(team) => team.id}
    >
      <svg viewBox="0 0 800 96">
        {teams.map((team, index) => (
          <g key={team.id} transform={`translate(0 ${index * 32})`}>
            <rect x="0" y="6" width={Number(team.score) * 7} height="20" fill="var(--chart-1)" />
            <text x={Number(team.score) * 7 + 8} y="21" fontSize="13" fill="var(--text-default)">
              {team.score}
            </text>
          </g>
        ))}
      </svg>
    </FigureWithTable>
  );
}

const policy = { extensions: ['pdf', 'hwp', 'hwpx'], maxBytes: 100 * 1024 * 1024, maxFiles: 10 };

function UploadSample() {
  const say = useSay();
  const [rows, setRows] = useState<UploadRow[]>(() => [
    { id: '1', name: '사업계획서.pdf', size: 4_200_000, state: 'done', href: '/gallery' },
    { id: '2', name: '참여의향서.hwpx', size: 830_000, state: 'uploading', progress: 62 },
    { id: '3', name: '재무제표.pdf', size: 1_900_000, state: 'checking' },
    { id: '4', name: '발표자료.pdf', size: 9_900_000, state: 'waiting' },
    { id: '5', name: '보안서약서.pdf', size: 120_000, state: 'failed', problem: 'password' },
    { id: '6', name: '개발계획.hwp', size: 120_000, state: 'failed', problem: 'failed' },
  ]);
  return (
    <FileUpload
      label={say('제출 서류', 'Documents')}
      rows={rows}
      policy={policy}
      onAdd={(accepted, refused) =>
        setRows([
          ...rows,
          ...accepted.map((file) => ({
            id: crypto.randomUUID(),
            name: file.name,
            size: file.size,
            state: 'done' as const,
          })),
          ...refused.map(({ file, problem }) => ({
            id: crypto.randomUUID(),
            name: file.name,
            size: file.size,
            state: 'failed' as const,
            problem,
          })),
        ])
      }
      onRemove={(id) => setRows(rows.filter((row) => row.id !== id))}
      onRetry={() => undefined}
    />
  );
}
