import type { Call, Phase, Stage } from './api';

/** Whether teams file something at the stage. */
export function takesFilings(stage: Pick<Stage, 'sections' | 'documents' | 'requests'>): boolean {
  return stage.sections.length > 0 || stage.documents.length > 0 || stage.requests;
}

/** Whether the stage has moved on from filing: only then is what was filed to be read. */
export function hasLeftFiling(stage: Pick<Stage, 'phase'>): boolean {
  return stage.phase !== 'pending' && stage.phase !== 'filing';
}

type Shape = Pick<Stage, 'sections' | 'documents' | 'requests' | 'tree'>;

/** The phases that a stage goes through, in order. */
export function phasesOf(stage: Shape): Phase[] {
  return [
    'pending',
    ...(takesFilings(stage) ? (['filing'] as const) : []),
    stage.tree ? 'scoring' : 'screening',
    'closed',
    'released',
  ];
}

/** The phase that an administrator can move the stage to; none after closed: the result is released, not set. */
export function nextPhase(
  stage: Shape & Pick<Stage, 'phase'>,
): 'filing' | 'screening' | 'scoring' | 'closed' | undefined {
  const way = phasesOf(stage);
  const next = way[way.indexOf(stage.phase) + 1];
  return next === 'released' || next === 'pending' ? undefined : next;
}

/** The date that ends the stage's present phase, if one does. */
export function dueDate(stage: Stage): string | undefined {
  switch (stage.phase) {
    case 'pending':
      return stage.opens_at;
    case 'filing':
      return stage.closes_at;
    case 'screening':
    case 'scoring':
      return stage.evaluation_until;
    case 'closed':
      return stage.result_at;
    default:
      return undefined;
  }
}

/** The stage that the call is at: the first without a result. */
export function currentStage(call: Pick<Call, 'stages'>): Stage | undefined {
  return call.stages.find((stage) => stage.phase !== 'released');
}

/** Something that waits for those who run a call. */
export type Waiting = { kind: 'open' | 'filing_over' | 'work_over' | 'result' | 'begin'; stage?: Stage };

/** What waits, given the server's time in milliseconds. */
export function waitingIn(call: Call, now: number): Waiting[] {
  if (call.status === 'draft') return [{ kind: 'open' }];
  const stage = currentStage(call);
  if (call.status !== 'open' || !stage) return [];
  const due = dueDate(stage);
  const isOver = due !== undefined && Date.parse(due) <= now;
  if (stage.phase === 'closed') return [{ kind: 'result', stage }];
  if (stage.phase === 'filing') return isOver ? [{ kind: 'filing_over', stage }] : [];
  if (stage.phase === 'pending') return takesFilings(stage) ? [] : [{ kind: 'begin', stage }];
  return isOver ? [{ kind: 'work_over', stage }] : [];
}
