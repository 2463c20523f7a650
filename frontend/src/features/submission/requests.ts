import { isDecimal } from '@/lib/decimal';
import type { RequestItem, Resource } from './api';

/** What is in the fields for one resource. */
export type RequestDraft = { wanted: string; minimum: string; reason: string };
export type RequestsForm = Record<string, RequestDraft>;

/** What is wrong with one field, as far as it can be seen here. */
export type RequestGap = { resourceKey: string; part: keyof RequestDraft; problem: 'missing' | 'not_whole' };

/** Nothing entered. */
export const emptyDraft: RequestDraft = { wanted: '', minimum: '', reason: '' };

export function toRequestsForm(resources: Resource[], items: RequestItem[]): RequestsForm {
  return Object.fromEntries(
    resources.map(({ key }) => {
      const item = items.find((one) => one.resource_key === key);
      return [key, item ? { wanted: `${item.wanted}`, minimum: `${item.minimum}`, reason: item.reason } : emptyDraft];
    }),
  );
}

/** The resources asked for, in the order of the form: those with an amount. */
export function askedFor(resources: Resource[], form: RequestsForm): Resource[] {
  return resources.filter(({ key }) => {
    const wanted = form[key]?.wanted ?? '';
    return wanted !== '' && wanted !== '0';
  });
}

export function toItems(resources: Resource[], form: RequestsForm): RequestItem[] {
  return askedFor(resources, form).map(({ key }) => {
    const draft = form[key] ?? emptyDraft;
    const minimum = draft.minimum === '' ? 0 : Number(draft.minimum);
    return { resource_key: key, wanted: Number(draft.wanted), minimum, reason: draft.reason.trim() };
  });
}

/** What must be put right before the table can be sent at all. */
export function requestGaps(resources: Resource[], form: RequestsForm): RequestGap[] {
  return resources.flatMap(({ key }) => {
    const draft = form[key] ?? emptyDraft;
    const gap = (part: keyof RequestDraft, problem: RequestGap['problem']) => ({ resourceKey: key, part, problem });
    const asked = draft.wanted !== '' && draft.wanted !== '0';
    if (!asked) return draft.minimum || draft.reason.trim() ? [gap('wanted', 'missing')] : [];
    return [
      ...(isWhole(draft.wanted) ? [] : [gap('wanted', 'not_whole')]),
      ...(draft.minimum === '' || isWhole(draft.minimum) ? [] : [gap('minimum', 'not_whole')]),
      ...(draft.reason.trim() ? [] : [gap('reason', 'missing')]),
    ];
  });
}

function isWhole(value: string): boolean {
  return isDecimal(value) && !value.includes('.') && !value.startsWith('-') && Number.isSafeInteger(Number(value));
}

/** The id of the field for a problem's location (`body.requests[1].wanted`), which counts only what was asked for. */
export function fieldOfRequest(resources: Resource[], form: RequestsForm) {
  return (location: string): string | undefined => {
    const [, index, part = ''] = /requests\[(\d+)\]\.(\w+)$/.exec(location) ?? [];
    const resource = askedFor(resources, form)[Number(index)];
    return resource ? `${resource.key}.${part === 'resource_key' ? 'wanted' : part}` : undefined;
  };
}
