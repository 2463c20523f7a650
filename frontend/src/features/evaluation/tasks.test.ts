import { describe, expect, it } from 'vitest';
import { stageOf, taskOf } from './test-samples';
import { byStage, currentGroup, isUnfinished, nextTask } from './tasks';

const done = { sheet_status: 'submitted' };
const over = { stage: stageOf('s0', 'released') };
const recused = { status: 'recused' };
const other = { stage: stageOf('s2', 'scoring') };

describe('assignments', () => {
  const tasks = [
    taskOf('old', { ...over, ...done }),
    taskOf('a', done),
    taskOf('b', { sheet_status: 'draft' }),
    taskOf('c', recused),
    taskOf('d'),
    taskOf('e', other),
  ];

  it('stand by stage, the open ones first, and count without recusals', () => {
    const groups = byStage(tasks);
    expect(groups.map((group) => group.stage.id)).toEqual(['s1', 's2', 's0']);
    expect(groups[0]).toMatchObject({ submitted: 1, total: 3 });
  });

  it('lead on to the next unfinished one of the same stage, going round', () => {
    expect(nextTask(tasks)?.assignment_id).toBe('b');
    expect(nextTask(tasks, 'b')?.assignment_id).toBe('d');
    expect(nextTask(tasks, 'd')?.assignment_id).toBe('b');
    expect(nextTask(tasks, 'e')?.assignment_id).toBe('b');
    expect(nextTask([taskOf('a')], 'a')).toBeUndefined();
  });

  it('are no longer unfinished once the due time has passed', () => {
    const late = taskOf('late', { stage: stageOf('s1', 'scoring', '2020-01-01T00:00:00Z') });
    expect(isUnfinished(late)).toBe(false);
    expect(nextTask([late])).toBeUndefined();
    expect(isUnfinished(taskOf('soon', { stage: stageOf('s1', 'pending') }))).toBe(true);
  });

  it('show the progress of the stage in sight', () => {
    expect(currentGroup(tasks, 'old')?.stage.id).toBe('s0');
    expect(currentGroup(tasks)?.stage.id).toBe('s1');
    expect(currentGroup([tasks[0]!])).toBeUndefined();
  });
});
