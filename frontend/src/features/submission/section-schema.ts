import type { Bilingual } from '@/i18n/bilingual';
import { isDecimal } from '@/lib/decimal';
import type { Answers } from './api';

// The closed subset of JSON Schema that forms are made of. The server makes sure
// that a call's form obeys it before the call opens.

type Common = { 'x-title': Bilingual; 'x-help'?: Bilingual };
type Choice = { enum: string[]; 'x-enum-titles'?: Record<string, Bilingual> };

export type TextProperty = Common & {
  type: 'string';
  minLength?: number;
  maxLength?: number;
  format?: 'date';
  'x-multiline'?: boolean;
} & Partial<Choice>;
export type IntegerProperty = Common & { type: 'integer'; minimum?: number; maximum?: number };
export type BooleanProperty = Common & { type: 'boolean'; const?: true };
export type ListProperty = Common & {
  type: 'array';
  items: { type: 'string'; minLength?: number; maxLength?: number } & Partial<Choice>;
  minItems?: number;
  maxItems?: number;
};
export type Property = TextProperty | IntegerProperty | BooleanProperty | ListProperty;

export type SectionSchema = { properties: Record<string, Property>; required?: string[] };

/** What is in a field: text as typed (numbers and yes/no too), or a list of texts. */
export type FieldValue = string | string[];
export type FormValues = Record<string, FieldValue>;

/** A section's schema; what is not one has no fields. */
export function readSchema(schema: unknown): SectionSchema {
  if (schema && typeof schema === 'object' && 'properties' in schema) return schema as SectionSchema;
  return { properties: {} };
}

/** The fields of a section in their order. */
export function fieldsOf(schema: SectionSchema): [string, Property][] {
  return Object.entries(schema.properties);
}

export function isRequired(schema: SectionSchema, key: string): boolean {
  return schema.required?.includes(key) ?? false;
}

/** Answers as the form holds them; every field has a value. */
export function toForm(schema: SectionSchema, answers: Answers): FormValues {
  return Object.fromEntries(fieldsOf(schema).map(([key, property]) => [key, fieldValue(property, answers[key])]));
}

function fieldValue(property: Property, value: unknown): FieldValue {
  if (property.type === 'array') return Array.isArray(value) ? value.map(String) : [];
  return value === undefined || value === null ? '' : String(value);
}

/** The form as answers to send: what is empty is left out, numbers are numbers, what cannot be one stays text for the server to refuse. */
export function toAnswers(schema: SectionSchema, form: FormValues): Answers {
  const answers: Answers = {};
  for (const [key, property] of fieldsOf(schema)) {
    const value = answerValue(property, form[key] ?? '');
    if (value !== undefined) answers[key] = value;
  }
  return answers;
}

function answerValue(property: Property, value: FieldValue): unknown {
  if (Array.isArray(value)) {
    const items = value.filter((item) => item.trim() !== '');
    return items.length > 0 ? items : undefined;
  }
  if (value === '') return undefined;
  if (property.type === 'integer') return isWhole(value) ? Number(value) : value;
  if (property.type === 'boolean') return property.const && value !== 'true' ? undefined : value === 'true';
  return value;
}

function isWhole(value: string): boolean {
  return isDecimal(value) && !value.includes('.') && Number.isSafeInteger(Number(value));
}

/** The id of the field for a problem's location (`body.answers.keywords[1]`), an item of a list counting without the empty ones. */
export function fieldOfAnswer(schema: SectionSchema, form: FormValues) {
  return (location: string): string | undefined => {
    const [, key = '', index] = /^body\.answers\.([^.[\]]+)(?:\[(\d+)\])?/.exec(location) ?? [];
    const property = schema.properties[key];
    if (!property) return undefined;
    if (property.type !== 'array' || property.items.enum) return key;
    const value = form[key];
    const filled = Array.isArray(value) ? value.flatMap((item, at) => (item.trim() ? [at] : [])) : [];
    return `${key}.${index === undefined ? 0 : (filled[Number(index)] ?? 0)}`;
  };
}
