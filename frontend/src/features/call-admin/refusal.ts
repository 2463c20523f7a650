import { asAppError } from '@/api/app-error';

/** Why a step was refused: the sentence, and each thing that stands in the way. */
export type Refusal = { sentence: string; obstacles: string[] };

export function refusalOf(thrown: unknown): Refusal {
  const error = asAppError(thrown);
  return { sentence: error.detail || error.title, obstacles: error.errors.map((one) => one.message) };
}
