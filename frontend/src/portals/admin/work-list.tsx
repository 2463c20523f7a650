import { useText } from '@/i18n/use-text';
import { Section } from '@/ui/layout/layout';
import { Link } from '@/ui/link/link';
import { StatusTag, type Tone } from '@/ui/status-tag/status-tag';
import { Table, type Column } from '@/ui/table/table';

/** One piece of work of a stage; what cannot be begun is no link and says why. */
export type Work = { id: string; title: string; hint?: string } & (
  | { status: 'completed' | 'in-progress' | 'not-started'; to: string; reason?: never }
  | { status: 'cannot-start'; reason: string; to?: never }
);

const names = {
  completed: 'admin.work.completed',
  'in-progress': 'admin.work.in_progress',
  'not-started': 'admin.work.not_started',
  'cannot-start': 'admin.work.cannot_start',
} as const;

const tones: Record<Work['status'], Tone> = {
  completed: 'success',
  'in-progress': 'info',
  'not-started': 'neutral',
  'cannot-start': 'neutral',
};

/** What is to be done, in order, with how far it is. */
export function WorkList({ title, works }: { title: string; works: Work[] }) {
  const t = useText();
  const columns: Column<Work>[] = [
    {
      id: 'title',
      header: t('admin.work.name'),
      kind: 'row-header',
      cell: (work) => (work.to === undefined ? work.title : <Link to={work.to}>{work.title}</Link>),
    },
    {
      id: 'status',
      header: t('admin.state'),
      cell: (work) => <StatusTag tone={tones[work.status]}>{t(names[work.status])}</StatusTag>,
    },
    { id: 'progress', header: t('admin.work.progress'), cell: (work) => work.reason ?? work.hint ?? '–' },
  ];
  return (
    <Section title={title}>
      <Table
        caption={t('common.figure.table', { title })}
        captionDisplay="hidden"
        columns={columns}
        rows={works}
        rowKey={(work) => work.id}
      />
    </Section>
  );
}
