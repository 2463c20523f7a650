import { useState, type ReactNode } from 'react';
import type { Task } from '@/features/evaluation/api';
import { ConflictDialog } from '@/features/evaluation/conflict-dialog';
import { DocumentReader } from '@/features/evaluation/document-reader';
import { SheetPane } from '@/features/evaluation/sheet-pane';
import { TaskStatus } from '@/features/evaluation/task-status';
import { isUnfinished } from '@/features/evaluation/tasks';
import { useTeamName } from '@/features/evaluation/team-name';
import { useBilingual } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import { paths } from '@/paths';
import { Button } from '@/ui/button/button';
import { ButtonLink } from '@/ui/link/link';
import { PageHeader } from '@/ui/page-header/page-header';
import { SplitView } from '@/ui/split-view/split-view';

type DeskProps = {
  task: Task;
  next: Task | undefined;
  personId: string;
  onward: ReactNode;
  onNext: () => void;
  onRecused: () => void;
};

/** Documents and score sheet of one assignment, and the ways out of it. */
export function Desk({ task, next, personId, onward, onNext, onRecused }: DeskProps) {
  const t = useText();
  const say = useBilingual();
  const team = useTeamName()(task.team);
  const [asking, setAsking] = useState(false);
  const id = task.assignment_id;
  const maySkip = next && isUnfinished(task);
  return (
    <>
      <PageHeader
        title={team}
        crumbs={[{ to: paths.judge.home(), label: t('judge.nav.home') }]}
        context={t('judge.desk.context', { stage: say(task.stage.title), lead: task.team?.lead_organisation ?? '' })}
        status={<TaskStatus task={task} />}
        actions={
          <>
            {maySkip && (
              <ButtonLink to={paths.judge.assignment(next.assignment_id)} size="small" variant="tertiary">
                {t('judge.desk.skip')}
              </ButtonLink>
            )}
            {task.stage.phase !== 'released' && (
              <Button size="small" onClick={() => setAsking(true)}>
                {t('judge.conflict.open')}
              </Button>
            )}
          </>
        }
      />
      <SplitView
        storageKey="wbl-judge-split"
        start={{ label: t('judge.documents.title'), content: <DocumentReader assignmentId={id} /> }}
        end={{
          label: t('judge.sheet.title'),
          content: <SheetPane assignmentId={id} personId={personId} onward={onward} onNext={onNext} />,
        }}
      />
      <ConflictDialog
        assignmentId={id}
        team={team}
        visibility={asking ? 'open' : 'closed'}
        onClose={() => setAsking(false)}
        onDeclared={onRecused}
      />
    </>
  );
}
