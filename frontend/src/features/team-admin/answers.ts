import type { Bilingual } from '@/i18n/bilingual';
import type { Submission } from './api';

/** One answer of a filed section, in words. */
export type Answer = { key: string; title: Bilingual; value: AnswerValue };
export type AnswerValue =
  | { kind: 'text'; text: string }
  | { kind: 'choice'; words: Bilingual }
  | { kind: 'yes-no'; yes: boolean }
  | { kind: 'number'; number: number };

type Property = { 'x-title'?: Bilingual; 'x-enum-titles'?: Record<string, Bilingual> };
type Rule = Submission['stage']['sections'][number];

/** The answers of one section in the order of its form; what was left empty is left out. */
export function answersOf(rule: Pick<Rule, 'schema'>, answers: Record<string, unknown>): Answer[] {
  const properties = (rule.schema as { properties?: Record<string, Property> } | undefined)?.properties ?? {};
  return Object.entries(properties).flatMap(([key, property]) => {
    const value = valueOf(answers[key], property);
    return value ? [{ key, title: property['x-title'] ?? { ko: key, en: key }, value }] : [];
  });
}

function valueOf(answer: unknown, property: Property): AnswerValue | undefined {
  if (typeof answer === 'boolean') return { kind: 'yes-no', yes: answer };
  if (typeof answer === 'number') return { kind: 'number', number: answer };
  if (Array.isArray(answer)) return answer.length > 0 ? { kind: 'text', text: answer.join(', ') } : undefined;
  if (typeof answer !== 'string' || answer === '') return undefined;
  const words = property['x-enum-titles']?.[answer];
  return words ? { kind: 'choice', words } : { kind: 'text', text: answer };
}
