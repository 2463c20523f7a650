import { describe, expect, it } from 'vitest';
import type { Call, Phase, Stage } from './api';
import { nextPhase, waitingIn } from './phases';

const now = Date.parse('2026-03-02T09:00:00Z');
const before = '2026-03-01T09:00:00Z';
const after = '2026-03-03T09:00:00Z';

function stage(phase: Phase, part: Partial<Stage> = {}): Stage {
  return {
    id: phase,
    call_id: 'c',
    key: 'k',
    kind: 'documents',
    position: 1,
    title: { ko: '', en: '' },
    phase,
    sections: [],
    documents: [],
    requests: false,
    reads: [],
    gates: [],
    criteria: [],
    quota: 0,
    judges_min: 0,
    tree_version: 1,
    ...part,
  };
}

const tree = {} as NonNullable<Stage['tree']>;

function callWith(status: Call['status'], ...stages: Stage[]): Call {
  return { status, stages } as Call;
}

describe('the next phase', () => {
  it.each<[Phase, Partial<Stage>, string | undefined]>([
    ['pending', { requests: true }, 'filing'],
    ['pending', { tree }, 'scoring'],
    ['filing', { requests: true }, 'screening'],
    ['filing', { requests: true, tree }, 'scoring'],
    ['screening', {}, 'closed'],
    ['scoring', { tree }, 'closed'],
    ['closed', { tree }, undefined],
    ['released', { tree }, undefined],
  ])('after %s', (phase, part, next) => {
    expect(nextPhase(stage(phase, part))).toBe(next);
  });
});

describe('what waits', () => {
  it.each<[string, Call, string[]]>([
    ['a draft', callWith('draft'), ['open']],
    ['filing under way', callWith('open', stage('filing', { requests: true, closes_at: after })), []],
    ['filing over', callWith('open', stage('filing', { requests: true, closes_at: before })), ['filing_over']],
    ['scoring late', callWith('open', stage('scoring', { tree, evaluation_until: before })), ['work_over']],
    ['closed', callWith('open', stage('closed', { result_at: after })), ['result']],
    ['the next stage', callWith('open', stage('released'), stage('pending', { tree })), ['begin']],
    ['nothing left', callWith('open', stage('released')), []],
    ['a closed call', callWith('closed', stage('closed')), []],
  ])('%s', (_, call, kinds) => {
    expect(waitingIn(call, now).map((one) => one.kind)).toEqual(kinds);
  });
});
