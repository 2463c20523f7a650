import type { Tone } from '@/ui/status-tag/status-tag';
import type { Call, Phase, ScheduleField } from './api';

/** Message ids of the words for states, and the tone they are shown in. */
export const statusNames = {
  draft: 'admin.call.status.draft',
  open: 'admin.call.status.open',
  closed: 'admin.call.status.closed',
} as const;

export const statusTones: Record<Call['status'], Tone> = { draft: 'warning', open: 'success', closed: 'neutral' };

export const phaseNames = {
  pending: 'admin.phase.pending',
  filing: 'admin.phase.filing',
  screening: 'admin.phase.screening',
  scoring: 'admin.phase.scoring',
  closed: 'admin.phase.closed',
  released: 'admin.phase.released',
} as const;

export const phaseTones: Record<Phase, Tone> = {
  pending: 'neutral',
  filing: 'info',
  screening: 'info',
  scoring: 'info',
  closed: 'warning',
  released: 'success',
};

export const fieldNames = {
  opens_at: 'admin.schedule.opens_at',
  closes_at: 'admin.schedule.closes_at',
  evaluation_until: 'admin.schedule.evaluation_until',
  result_at: 'admin.schedule.result_at',
} as const;

export const scheduleFields: ScheduleField[] = ['opens_at', 'closes_at', 'evaluation_until', 'result_at'];

/** What moving to a phase does, in one sentence. */
export const phaseEffects = {
  filing: 'admin.phase.effect.filing',
  screening: 'admin.phase.effect.screening',
  scoring: 'admin.phase.effect.scoring',
  closed: 'admin.phase.effect.closed',
} as const;

export const phaseActs = {
  filing: 'admin.phase.act.filing',
  screening: 'admin.phase.act.screening',
  scoring: 'admin.phase.act.scoring',
  closed: 'admin.phase.act.closed',
} as const;
