import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { asAppError } from '@/api/app-error';
import { useMe } from '@/features/account/api';
import { myTasksOptions, type Task } from '@/features/evaluation/api';
import { TaskTable } from '@/features/evaluation/task-table';
import { byStage, isUnfinished, nextTask, stageState, stateOf, type StageGroup } from '@/features/evaluation/tasks';
import { useTeamName } from '@/features/evaluation/team-name';
import { useBilingual } from '@/i18n/bilingual';
import { useLanguage } from '@/i18n/provider';
import { useText } from '@/i18n/use-text';
import { formatDateTime } from '@/lib/date';
import { paths } from '@/paths';
import { EmptyState } from '@/ui/empty-state/empty-state';
import { ErrorState } from '@/ui/error-state/error-state';
import { Cluster, Section } from '@/ui/layout/layout';
import { ButtonLink, Link } from '@/ui/link/link';
import { Loading } from '@/ui/loading/loading';
import { PageHeader } from '@/ui/page-header/page-header';
import { Progress } from '@/ui/progress/progress';
import { RadioGroup } from '@/ui/radio-group/radio-group';

/** What is assigned to the judge, by stage, with the next thing to do on top. */
export function AssignmentsPage() {
  const t = useText();
  const me = useMe();
  const tasks = useQuery(myTasksOptions);
  return (
    <>
      <PageHeader
        title={t('judge.home.title')}
        description={t('judge.home.greeting', { name: me.data?.person.name ?? '' })}
        actions={<NextAction tasks={tasks.data ?? []} />}
      />
      {tasks.isPending && <Loading variant="skeleton" />}
      {tasks.isError && <ErrorState error={asAppError(tasks.error)} onRetry={() => void tasks.refetch()} />}
      {tasks.data?.length === 0 && (
        <EmptyState title={t('judge.home.empty')}>{t('judge.home.empty_reason')}</EmptyState>
      )}
      {tasks.data && tasks.data.length > 0 && <Assignments tasks={tasks.data} />}
    </>
  );
}

function NextAction({ tasks }: { tasks: Task[] }) {
  const t = useText();
  const teamName = useTeamName();
  const next = nextTask(tasks);
  if (!next) return null;
  const team = teamName(next.team);
  return (
    <ButtonLink to={paths.judge.assignment(next.assignment_id)} variant="primary">
      {t(stateOf(next) === 'draft' ? 'judge.next.resume' : 'judge.next.begin', { team })}
    </ButtonLink>
  );
}

function Assignments({ tasks }: { tasks: Task[] }) {
  const t = useText();
  const [search, setSearch] = useSearchParams();
  const show = search.get('show') === 'all' ? 'all' : 'unfinished';
  const shown = show === 'all' ? tasks : tasks.filter(isUnfinished);
  const groups = byStage(tasks)
    .map((group) => ({ ...group, tasks: group.tasks.filter((task) => shown.includes(task)) }))
    .filter((group) => group.tasks.length > 0);
  return (
    <>
      <Cluster align="between" gap="medium">
        <RadioGroup
          label={t('judge.filter.label')}
          layout="inline"
          value={show}
          onChange={(value) => setSearch(value === 'all' ? { show: 'all' } : {}, { replace: true })}
          options={[
            { value: 'unfinished', label: t('judge.filter.unfinished') },
            { value: 'all', label: t('judge.filter.all') },
          ]}
        />
        <p role="status">{t('judge.filter.count', { count: shown.length })}</p>
      </Cluster>
      {groups.map((group) => (
        <StageSection key={group.stage.id} group={group} />
      ))}
      {groups.length === 0 && (
        <EmptyState title={t('judge.home.all_done')} actions={<Link to="?show=all">{t('judge.home.show_all')}</Link>}>
          {t('judge.home.all_done_reason')}
        </EmptyState>
      )}
    </>
  );
}

function StageSection({ group }: { group: StageGroup }) {
  const t = useText();
  const say = useBilingual();
  const { language } = useLanguage();
  const { stage, tasks, submitted, total } = group;
  const state = stageState(stage);
  const due = formatDateTime(stage.due_at, language);
  return (
    <Section
      title={t('judge.list.stage', { stage: say(stage.title), call: say(stage.call_title) })}
      description={state === 'over' ? t('judge.list.over') : t('judge.list.due', { due })}
    >
      <Progress
        label={t('judge.progress.submitted')}
        value={submitted}
        max={Math.max(total, 1)}
        text={t('judge.progress.count', { submitted, total })}
      />
      <TaskTable stage={stage} tasks={tasks} pathOf={paths.judge.assignment} />
    </Section>
  );
}
