import type { Call, Stage } from './api';

/**
 * The text of a draft for editing, as the server takes it back: JSON. The lists of
 * persons are left out, and what is left out of them stays as it is.
 */
export function draftText(call: Call): string {
  const { key, programme, title, definition, stages } = call;
  return written({ key, programme, title, ...definition, stages: stages.map(stageInput) });
}

type Persons = readonly { email: string }[];

/**
 * The text of a new call that starts from an earlier one: a key of its own, the
 * same persons, and no reason for a short notice, which was the earlier call's.
 */
export function copyText(call: Call, staff: { administrators: Persons; approvers: Persons }): string {
  const { programme, title, definition, stages } = call;
  const emails = (persons: Persons) => persons.map((person) => person.email);
  return written({
    key: `${call.key.slice(0, longestKey - copySuffix.length)}${copySuffix}`,
    programme,
    title,
    administrators: emails(staff.administrators),
    approvers: emails(staff.approvers),
    ...definition,
    short_notice_reason: undefined,
    stages: stages.map(stageInput),
  });
}

const longestKey = 64;
const copySuffix = '-copy';

function written(text: object): string {
  return `${JSON.stringify(text, undefined, 2)}\n`;
}

function stageInput(stage: Stage) {
  const { key, kind, title, opens_at, closes_at, evaluation_until, result_at } = stage;
  const { sections, documents, reads, requests, gates, tree, criteria, quota, judges_min } = stage;
  return {
    key,
    kind,
    title,
    ...(opens_at && { opens_at }),
    ...(closes_at && { closes_at }),
    ...(evaluation_until && { evaluation_until }),
    ...(result_at && { result_at }),
    ...(sections.length > 0 && { form: { sections } }),
    ...(documents.length > 0 && { documents }),
    ...(reads.length > 0 && { reads }),
    ...(requests && { requests }),
    ...(gates.length > 0 && { gates }),
    ...(tree && { tree }),
    ...(criteria.length > 0 && { criteria }),
    ...(quota > 0 && { quota }),
    ...(judges_min > 0 && { judges_min }),
  };
}
