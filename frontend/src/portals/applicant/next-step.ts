import { firstFiling, type Call, type Stage } from '@/features/call/api';
import type { SubmissionSummary } from '@/features/submission/api';
import type { Offer, Team } from '@/features/team/api';
import { paths } from '@/paths';

/** What a team should do, or can expect, next. */
export type NextStep =
  | { kind: 'withdrawn' | 'selected' | 'unknown' }
  | { kind: 'begin' | 'continue' | 'filed' | 'not_filed'; stage: Stage; to?: string }
  | { kind: 'opens'; stage: Stage; at: string }
  | { kind: 'answer_offer'; to: string; until: string }
  | { kind: 'evaluated'; stage: Stage; at: string | undefined }
  | { kind: 'result'; stage: Stage; to: string };

type Situation = { call: Call; team: Team; submissions: SubmissionSummary[]; offers: Offer[]; now: number };

/** The one next step of a team in its call. */
export function nextStep({ call, team, submissions, offers, now }: Situation): NextStep {
  const offer = offers.find((one) => one.status === 'open' && Date.parse(one.expires_at) > now);
  if (offer) return { kind: 'answer_offer', to: paths.applicant.offers(team.id), until: offer.expires_at };
  if (team.status === 'withdrawn') return { kind: 'withdrawn' };
  const stage = stageOf(call, team);
  if (!stage) return { kind: 'unknown' };
  const entry = team.entries.find((one) => one.stage_id === stage.id);
  if (stage.phase === 'released') {
    const last = stage.id === call.stages.at(-1)?.id;
    if (last && entry?.outcome === 'passed') return { kind: 'selected' };
    return { kind: 'result', stage, to: paths.applicant.results(team.id) };
  }
  const filing = stage.closes_at !== undefined && Date.parse(stage.closes_at) > now;
  if (filing) return filingStep(stage, submissions, now);
  if (stage.closes_at !== undefined && !isFiled(stage, submissions)) return { kind: 'not_filed', stage };
  return { kind: 'evaluated', stage, at: stage.result_at };
}

function filingStep(stage: Stage, submissions: SubmissionSummary[], now: number): NextStep {
  if (stage.opens_at && Date.parse(stage.opens_at) > now) return { kind: 'opens', stage, at: stage.opens_at };
  const own = submissions.find((one) => one.stage_id === stage.id);
  if (!own) return { kind: 'begin', stage };
  const to = paths.applicant.submission(own.id);
  return { kind: own.status === 'filed' ? 'filed' : 'continue', stage, to };
}

function isFiled(stage: Stage, submissions: SubmissionSummary[]): boolean {
  return submissions.some((one) => one.stage_id === stage.id && one.status === 'filed');
}

/** The stage the team has come to: the last it has entered, else the first of the call. */
export function stageOf(call: Call, team: Team): Stage | undefined {
  const entered = call.stages.filter((stage) => team.entries.some((entry) => entry.stage_id === stage.id));
  return entered.at(-1) ?? firstFiling(call);
}
