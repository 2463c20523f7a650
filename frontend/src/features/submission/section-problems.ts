import { AppError, type FieldProblem } from '@/api/app-error';
import type { Bilingual } from '@/i18n/bilingual';
import type { Text } from '@/i18n/use-text';
import type { Property, SectionSchema } from './section-schema';

/** What sentences are made with. */
export type Words = { t: Text; say: (words: Bilingual | undefined) => string };

/** The key of the field that a problem with a section names (`body.answers.title`). */
export function keyOfAnswer(location: string): string | undefined {
  return /^body\.answers\.([^.[\]]+)/.exec(location)?.[1];
}

/** A problem of a field in a sentence that names it. A box to tick is not filled in but ticked. */
export function sentenceOf(message: string, property: Property | undefined, { t, say }: Words): string {
  if (!property) return message;
  const title = say(property['x-title']);
  if (property.type === 'boolean' && property.const) {
    return t('applicant.section.statement_unchecked', { title: title.replace(/\.$/, '') });
  }
  return `${title}: ${message}`;
}

/** "필요성: 10자 이상으로 입력하십시오." A summary above the form must say which field each line means. */
export function titled(problem: FieldProblem, schema: SectionSchema, words: Words): FieldProblem {
  const key = keyOfAnswer(problem.location);
  const property = key === undefined ? undefined : schema.properties[key];
  return { ...problem, message: sentenceOf(problem.message, property, words) };
}

/** The error with every line naming its field. */
export function withTitles(error: AppError, schema: SectionSchema, words: Words): AppError {
  return new AppError({
    status: error.status,
    code: error.code,
    title: error.title,
    detail: error.detail,
    requestId: error.requestId,
    errors: error.errors.map((problem) => titled(problem, schema, words)),
  });
}

/** The refusal of an autosave as one sentence that names the field. */
export function named(error: AppError, schema: SectionSchema, words: Words): AppError {
  const first = error.errors[0];
  if (!first) return error;
  const detail = titled(first, schema, words).message;
  return new AppError({ ...withTitles(error, schema, words), title: error.title, detail });
}
