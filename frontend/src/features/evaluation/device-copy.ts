import { useEffect, useState } from 'react';
import { drafts, type Draft } from '@/lib/drafts';
import { serverNow } from '@/lib/server-clock';
import type { Sheet } from './api';
import { sameValue, valueOf, type SheetValue } from './sheet-value';

/** Words left in this browser that the server does not have. `at` is by the server's clock, in milliseconds. */
export type DeviceCopy = { value: SheetValue; at: number; newest: 'device' | 'server' };

/** Where the local copy of an assignment's sheet is kept: of this person alone. */
export function draftKeyOf(personId: string, assignmentId: string): string {
  return `${personId}/assignment/${assignmentId}`;
}

// The server has a text up to this long after it was typed.
const underway = 5000;

/** Compares what was left in this browser with what the server has; nothing when they say the same. */
export function deviceCopy(sheet: Sheet, draft: Draft | undefined): DeviceCopy | undefined {
  const value = draft?.value;
  if (!draft || !isSheetValue(value) || !fits(sheet, value) || sameValue(value, valueOf(sheet))) return undefined;
  const at = draft.at + (serverNow() - Date.now());
  return { value, at, newest: at + underway >= Date.parse(sheet.updated_at) ? 'device' : 'server' };
}

function isSheetValue(value: unknown): value is SheetValue {
  return typeof value === 'object' && value !== null && 'entries' in value && Array.isArray(value.entries);
}

function fits(sheet: Sheet, value: SheetValue): boolean {
  return (
    value.entries.length === sheet.criteria.length &&
    value.entries.every((entry, index) => entry.criterion_key === sheet.criteria[index]?.key)
  );
}

export type Looked = { phase: 'looking' } | { phase: 'looked'; draft: Draft | undefined };

/** Looks for a local copy on arrival, and again when the sheet can no longer be written: something may have been left over. */
export function useDraft(draftKey: string, sheetState: 'editable' | 'over'): Looked {
  const [looked, setLooked] = useState<Looked>({ phase: 'looking' });
  useEffect(() => {
    let live = true;
    void drafts.read(draftKey).then((draft) => {
      if (live) setLooked({ phase: 'looked', draft });
    });
    return () => {
      live = false;
    };
  }, [draftKey, sheetState]);
  return looked;
}
