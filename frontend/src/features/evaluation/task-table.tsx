import { useText } from '@/i18n/use-text';
import { useBilingual } from '@/i18n/bilingual';
import { Link } from '@/ui/link/link';
import { Table, type Column } from '@/ui/table/table';
import type { StageFace, Task } from './api';
import { TaskStatus } from './task-status';
import { stageState } from './tasks';
import { useTeamName } from './team-name';

type TaskTableProps = { stage: StageFace; tasks: Task[]; pathOf: (assignmentId: string) => string };

/** The judge's assignments of one stage. A recused one is listed without its team. */
export function TaskTable({ stage, tasks, pathOf }: TaskTableProps) {
  const t = useText();
  const say = useBilingual();
  const teamName = useTeamName();
  const columns: Column<Task>[] = [
    {
      id: 'team',
      header: t('judge.list.team'),
      kind: 'row-header',
      cell: (task) => {
        if (!task.team) return t('judge.list.recused');
        if (stageState(task.stage) === 'upcoming') return teamName(task.team);
        return <Link to={pathOf(task.assignment_id)}>{teamName(task.team)}</Link>;
      },
    },
    { id: 'lead', header: t('judge.list.lead'), cell: (task) => task.team?.lead_organisation ?? '–' },
    { id: 'status', header: t('judge.list.status'), cell: (task) => <TaskStatus task={task} /> },
  ];
  return (
    <Table
      caption={t('judge.list.caption', { stage: say(stage.title), call: say(stage.call_title) })}
      captionDisplay="hidden"
      columns={columns}
      rows={tasks}
      rowKey={(task) => task.assignment_id}
    />
  );
}
