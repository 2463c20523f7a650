import type { FieldValue, FormValues } from './section-schema';

export type Side = 'mine' | 'theirs';

/** One field that two people have left differently. */
export type Difference = {
  key: string;
  mine: FieldValue;
  theirs: FieldValue;
  /** The side that alone has changed it since both began; nothing when both have. */
  changedBy: Side | undefined;
};

/** The fields in which two versions differ, with who changed what since the version that both began from. */
export function differences(base: FormValues, mine: FormValues, theirs: FormValues): Difference[] {
  return Object.keys(mine).flatMap((key) => {
    const [was, own = '', other = ''] = [base[key], mine[key], theirs[key]];
    if (same(own, other)) return [];
    const changedBy = same(was, own) ? 'theirs' : same(was, other) ? 'mine' : undefined;
    return [{ key, mine: own, theirs: other, changedBy }];
  });
}

/** My version with the chosen side of each difference. */
export function merged(mine: FormValues, found: Difference[], choices: Record<string, Side>): FormValues {
  const result = { ...mine };
  for (const { key, theirs } of found) {
    if (choices[key] === 'theirs') result[key] = theirs;
  }
  return result;
}

function same(a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  return JSON.stringify(a ?? '') === JSON.stringify(b ?? '');
}
