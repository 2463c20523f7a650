import type { Call, Stage } from './api';

/**
 * The text of a draft for editing, as the server takes it back: JSON. The lists of
 * persons are left out, and what is left out of them stays as it is.
 */
export function draftText(call: Call): string {
  const { key, programme, title, definition, stages } = call;
  return `${JSON.stringify({ key, programme, title, ...definition, stages: stages.map(stageInput) }, undefined, 2)}\n`;
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
