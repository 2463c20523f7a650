import { describe, expect, it } from 'vitest';
import type { Call, Stage } from '@/features/call/api';
import type { SubmissionSummary } from '@/features/submission/api';
import type { Offer, Team } from '@/features/team/api';
import { nextStep } from './next-step';

const now = Date.parse('2026-03-02T00:00:00Z');
const documents = (part: Partial<Stage> = {}) =>
  ({
    id: 'documents',
    phase: 'filing',
    opens_at: '2026-03-01T00:00:00Z',
    closes_at: '2026-03-09T00:00:00Z',
    ...part,
  }) as Stage;
const paper = (part: Partial<Stage> = {}) => ({ id: 'paper', phase: 'pending', ...part }) as Stage;
const entry = (stage_id: string, outcome = 'undecided') => ({ stage_id, outcome }) as Team['entries'][number];

type World = {
  stages?: Stage[];
  entries?: Team['entries'];
  submissions?: Partial<SubmissionSummary>[];
  offers?: Partial<Offer>[];
  status?: Team['status'];
};

function kindOf({ stages = [documents(), paper()], entries, submissions = [], offers = [], status = 'active' }: World) {
  return nextStep({
    call: { id: 'c', stages } as Call,
    team: { id: 't', status, entries: entries ?? [entry('documents')] } as Team,
    submissions: submissions as SubmissionSummary[],
    offers: offers as Offer[],
    now,
  }).kind;
}

describe('the next step of a team', () => {
  const draft = { id: 's', stage_id: 'documents', status: 'draft' as const };
  const filed = { ...draft, status: 'filed' as const };
  const over = documents({ phase: 'screening', closes_at: '2026-03-02T00:00:00Z' });

  it.each<[string, World, string]>([
    ['begins before anything is there', {}, 'begin'],
    ['goes on with a draft', { submissions: [draft] }, 'continue'],
    ['can be filed again', { submissions: [filed] }, 'filed'],
    ['waits for the opening', { stages: [documents({ opens_at: '2026-03-03T00:00:00Z' })] }, 'opens'],
    ['is over at the deadline itself', { stages: [over, paper()], submissions: [draft] }, 'not_filed'],
    ['is being evaluated', { stages: [over, paper()], submissions: [filed] }, 'evaluated'],
    [
      'has passed on to a stage without filing',
      { stages: [documents({ phase: 'released' }), paper()], entries: [entry('documents', 'passed'), entry('paper')] },
      'evaluated',
    ],
    [
      'has a result to read',
      { stages: [documents({ phase: 'released' }), paper()], entries: [entry('documents', 'failed')] },
      'result',
    ],
    [
      'is selected at the end',
      {
        stages: [documents({ phase: 'released' }), paper({ phase: 'released' })],
        entries: [entry('documents', 'passed'), entry('paper', 'passed')],
      },
      'selected',
    ],
    [
      'answers an open offer first',
      { offers: [{ status: 'open', expires_at: '2026-03-05T00:00:00Z' }] },
      'answer_offer',
    ],
    [
      'passes over an offer that has run out',
      { offers: [{ status: 'open', expires_at: '2026-03-02T00:00:00Z' }] },
      'begin',
    ],
    ['is withdrawn', { status: 'withdrawn' }, 'withdrawn'],
  ])('%s', (_, world, kind) => {
    expect(kindOf(world)).toBe(kind);
  });
});
