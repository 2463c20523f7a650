import { serverNow } from '@/lib/server-clock';
import type { StageFace, Task } from './api';

/** How far the judge is with a team. */
export type TaskState = 'not_begun' | 'draft' | 'submitted' | 'recused';

export function stateOf(task: Task): TaskState {
  if (task.status === 'recused') return 'recused';
  if (task.sheet_status === 'submitted') return 'submitted';
  return task.sheet_status === 'draft' ? 'draft' : 'not_begun';
}

/** Where the judging of a stage stands: not yet, now, or over for good. Past the due time nothing can be written, whatever the phase. */
export type StageState = 'upcoming' | 'open' | 'over';

export function stageState(stage: StageFace): StageState {
  if (stage.phase === 'scoring') return serverNow() < Date.parse(stage.due_at) ? 'open' : 'over';
  return stage.phase === 'closed' || stage.phase === 'released' ? 'over' : 'upcoming';
}

/** True while something is left to do: what is over cannot be done any more. */
export function isUnfinished(task: Task): boolean {
  const state = stateOf(task);
  return (state === 'not_begun' || state === 'draft') && stageState(task.stage) !== 'over';
}

/** True when the judge can work on it now. */
export function isOpen(task: Task): boolean {
  return isUnfinished(task) && stageState(task.stage) === 'open';
}

/** The tasks of one stage; `total` leaves out those that were recused from. */
export type StageGroup = { stage: StageFace; tasks: Task[]; submitted: number; total: number };

const order: Record<StageState, number> = { open: 0, upcoming: 1, over: 2 };

/** By stage: what is open first, what is over last, otherwise in the order of the list. */
export function byStage(tasks: readonly Task[]): StageGroup[] {
  const groups = new Map<string, StageGroup>();
  for (const task of tasks) {
    const group = groups.get(task.stage.id) ?? { stage: task.stage, tasks: [], submitted: 0, total: 0 };
    group.tasks.push(task);
    if (stateOf(task) !== 'recused') group.total += 1;
    if (stateOf(task) === 'submitted') group.submitted += 1;
    groups.set(task.stage.id, group);
  }
  return [...groups.values()].sort((a, b) => order[stageState(a.stage)] - order[stageState(b.stage)]);
}

/** The stage to show the progress of: that of the assignment in sight, else the first one that is open. */
export function currentGroup(tasks: readonly Task[], assignmentId?: string): StageGroup | undefined {
  const groups = byStage(tasks);
  const inSight = groups.find((group) => group.tasks.some((task) => task.assignment_id === assignmentId));
  return inSight ?? groups.find((group) => stageState(group.stage) === 'open');
}

/** What to do next: the open task that follows the given one, going round; the same stage first. */
export function nextTask(tasks: readonly Task[], assignmentId?: string): Task | undefined {
  const at = tasks.findIndex((task) => task.assignment_id === assignmentId);
  const round = [...tasks.slice(at + 1), ...tasks.slice(0, Math.max(at, 0))].filter(isOpen);
  const here = tasks[at]?.stage.id;
  return round.find((task) => task.stage.id === here) ?? round[0];
}
