import type { Bilingual } from '@/i18n/bilingual';
import type { MessageId } from '@/i18n/messages';

const placeNames: Record<string, MessageId> = {
  opens_at: 'admin.schedule.opens_at',
  closes_at: 'admin.schedule.closes_at',
  evaluation_until: 'admin.schedule.evaluation_until',
  result_at: 'admin.schedule.result_at',
  short_notice_reason: 'admin.place.short_notice_reason',
  title: 'admin.place.title',
  summary: 'admin.place.summary',
  organisers: 'admin.place.organisers',
  contact: 'admin.place.contact',
  budget: 'admin.place.budget',
  resources: 'admin.grant.resource',
  eligibility: 'admin.gate.eligibility',
  disclosure: 'admin.place.disclosure',
  max_teams_selected: 'admin.place.max_teams_selected',
  objection_days: 'admin.place.objection_days',
  approvers: 'admin.call.approvers',
  stages: 'admin.stages',
  form: 'admin.place.form',
  documents: 'admin.team.documents',
  gates: 'admin.place.gates',
  tree: 'admin.place.tree',
  criteria: 'admin.place.criteria',
  judges_min: 'admin.place.judges_min',
  quota: 'admin.place.quota',
};

/** A place in the text of a call in words: the stage it belongs to, and the field; what is not known stays as written. */
export type Place = { stage?: Bilingual; name?: MessageId; rest: string };

/** Reads the location of a problem, such as `call.stages[1].gates[0].title`. */
export function placeOf(location: string, stages: readonly { title: Bilingual }[]): Place {
  const path = location.replace(/^(body|call)\.?/, '');
  const [whole, index] = /^stages\[(\d+)\]\.?/.exec(path) ?? [];
  const stage = index === undefined ? undefined : stages[Number(index)]?.title;
  const below = stage && whole ? path.slice(whole.length) : path;
  const [key = ''] = below.split(/[.[]/);
  const name = placeNames[key];
  return { ...(stage && { stage }), ...(name && { name }), rest: name ? below.slice(key.length) : below };
}
