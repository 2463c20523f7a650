import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { asAppError } from '@/api/app-error';
import { useMe } from '@/features/account/api';
import { myTasksOptions, sheetOptions, type Task } from '@/features/evaluation/api';
import { draftKeyOf } from '@/features/evaluation/device-copy';
import { RecusedPanel } from '@/features/evaluation/recused-panel';
import { nextTask } from '@/features/evaluation/tasks';
import { useTeamName } from '@/features/evaluation/team-name';
import { useText } from '@/i18n/use-text';
import { paths } from '@/paths';
import { ErrorState } from '@/ui/error-state/error-state';
import { Cluster } from '@/ui/layout/layout';
import { ButtonLink } from '@/ui/link/link';
import { Loading } from '@/ui/loading/loading';
import { PageHeader } from '@/ui/page-header/page-header';
import { showToast } from '@/ui/toast/toast-store';
import { Desk } from './desk';

/** One team to score: its documents beside the score sheet. */
export function AssignmentPage() {
  const { id = '' } = useParams();
  return <Assignment key={id} id={id} />;
}

function Assignment({ id }: { id: string }) {
  const t = useText();
  const me = useMe();
  const tasks = useQuery(myTasksOptions);
  const task = tasks.data?.find((one) => one.assignment_id === id);
  if (tasks.data === undefined || !me.data) {
    return (
      <>
        <PageHeader title={t('judge.desk.title')} crumbs={[{ to: paths.judge.home(), label: t('judge.nav.home') }]} />
        {tasks.isError ? (
          <ErrorState error={asAppError(tasks.error)} onRetry={() => void tasks.refetch()} />
        ) : (
          <Loading variant="skeleton" />
        )}
      </>
    );
  }
  if (!task) {
    return (
      <PageHeader
        title={t('judge.desk.unknown')}
        crumbs={[{ to: paths.judge.home(), label: t('judge.nav.home') }]}
        description={t('judge.desk.unknown_reason')}
      />
    );
  }
  return <KnownAssignment task={task} next={nextTask(tasks.data, id)} personId={me.data.person.id} />;
}

type KnownAssignmentProps = { task: Task; next: Task | undefined; personId: string };

function KnownAssignment({ task, next, personId }: KnownAssignmentProps) {
  const t = useText();
  const navigate = useNavigate();
  const id = task.assignment_id;
  const [recused, setRecused] = useState(task.status === 'recused');
  const sheet = useQuery({ ...sheetOptions(id), enabled: !recused });
  // Declared from another window: the server says so, and the list does at its next reading.
  const gone = task.status === 'recused' || (sheet.isError && asAppError(sheet.error).status === 410);
  if (gone && !recused) setRecused(true);

  const goOn = () => {
    showToast(t(next ? 'judge.desk.saved' : 'judge.desk.saved_last'));
    void navigate(next ? paths.judge.assignment(next.assignment_id) : paths.judge.home());
  };
  if (recused) {
    return (
      <RecusedPanel assignmentId={id} draftKey={draftKeyOf(personId, id)}>
        <Onward next={next} />
      </RecusedPanel>
    );
  }
  return (
    <Desk
      task={sheet.data ? { ...task, stage: sheet.data.sheet.stage, sheet_status: sheet.data.sheet.status } : task}
      next={next}
      personId={personId}
      onward={<Onward next={next} />}
      onNext={goOn}
      onRecused={() => setRecused(true)}
    />
  );
}

/** The way on from a team that is done with. */
function Onward({ next }: { next: Task | undefined }) {
  const t = useText();
  const teamName = useTeamName();
  return (
    <Cluster>
      {next && (
        <ButtonLink to={paths.judge.assignment(next.assignment_id)} variant="primary">
          {t('judge.next.go', { team: teamName(next.team) })}
        </ButtonLink>
      )}
      <ButtonLink to={paths.judge.home()} variant={next ? 'secondary' : 'primary'}>
        {t('judge.next.list')}
      </ButtonLink>
    </Cluster>
  );
}
