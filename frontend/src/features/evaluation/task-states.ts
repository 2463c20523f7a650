import type { Tone } from '@/ui/status-tag/status-tag';
import { isUnfinished, stageState, stateOf } from './tasks';
import type { Task } from './api';

/** The one word for where a task stands, and its tone. `missed` was never handed in. */
const states = {
  not_begun: { label: 'judge.state.not_begun', tone: 'neutral' },
  draft: { label: 'judge.state.draft', tone: 'info' },
  submitted: { label: 'judge.state.submitted', tone: 'success' },
  recused: { label: 'judge.state.recused', tone: 'neutral' },
  upcoming: { label: 'judge.state.upcoming', tone: 'neutral' },
  missed: { label: 'judge.state.missed', tone: 'warning' },
} as const satisfies Record<string, { label: string; tone: Tone }>;

export function faceOf(task: Task) {
  const state = stateOf(task);
  if (state === 'recused' || state === 'submitted') return states[state];
  if (stageState(task.stage) === 'upcoming') return states.upcoming;
  return states[isUnfinished(task) ? state : 'missed'];
}
