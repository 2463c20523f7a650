import { useId } from 'react';
import { useText } from '@/i18n/use-text';
import { Link } from '@/ui/link/link';
import { StatusTag, type Tone } from '@/ui/status-tag/status-tag';
import styles from './task-list.module.css';

/** No sixth status: people stop reading them. */
export type TaskStatus = 'completed' | 'in-progress' | 'not-started' | 'cannot-start' | 'problem';

export type Task = { id: string; title: string; hint?: string } & (
  | { status: Exclude<TaskStatus, 'cannot-start'>; to: string; reason?: never }
  /** Not a link; the reason says what must happen first. */
  | { status: 'cannot-start'; reason: string; to?: never }
);

type TaskListProps = {
  /** The heading of this group of tasks. */
  title: string;
  tasks: Task[];
};

const messages = {
  completed: 'common.task.completed',
  'in-progress': 'common.task.in_progress',
  'not-started': 'common.task.not_started',
  'cannot-start': 'common.task.cannot_start',
  problem: 'common.task.problem',
} as const;

const tones: Partial<Record<TaskStatus, Tone>> = {
  'in-progress': 'info',
  'not-started': 'neutral',
  problem: 'danger',
};

/** What is to be done, each with its status: the home of every long form. */
export function TaskList({ title, tasks }: TaskListProps) {
  const id = useId();
  return (
    <section className={styles.group} aria-labelledby={id}>
      <h2 id={id} className={styles.title}>
        {title}
      </h2>
      <ul className={styles.list}>
        {tasks.map((task) => (
          <TaskRow key={task.id} task={task} />
        ))}
      </ul>
    </section>
  );
}

function TaskRow({ task }: { task: Task }) {
  const id = useId();
  const statusId = `${id}-status`;
  const hintId = `${id}-hint`;
  const note = task.status === 'cannot-start' ? task.reason : task.hint;
  return (
    <li className={styles.task} data-status={task.status}>
      <div className={styles.name}>
        {task.to === undefined ? (
          <span>{task.title}</span>
        ) : (
          <Link to={task.to} aria-describedby={note ? `${hintId} ${statusId}` : statusId}>
            {task.title}
          </Link>
        )}
        {note && (
          <p id={hintId} className={styles.note}>
            {note}
          </p>
        )}
      </div>
      <div id={statusId} className={styles.status}>
        <TaskState status={task.status} />
      </div>
    </li>
  );
}

// What is done needs no attention and gets no colour; only what is left does.
function TaskState({ status }: { status: TaskStatus }) {
  const t = useText();
  const words = t(messages[status]);
  const tone = tones[status];
  return tone ? <StatusTag tone={tone}>{words}</StatusTag> : <>{words}</>;
}
