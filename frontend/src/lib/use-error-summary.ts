import { useCallback, useMemo, useState } from 'react';
import { asAppError, type AppError, type FieldProblem } from '@/api/app-error';

/** One line of the summary. With `fieldId` it links to the field; the field shows the same words. */
export type ErrorItem = { fieldId?: string | undefined; message: string };

/** Finds the id of the field for a problem's location (`body.members[0].email`), if the form shows one. */
export type FieldOf = (location: string) => string | undefined;

/** The default: `body.title` belongs to the field whose id is `title`. */
export function fieldByLocation(location: string): string | undefined {
  return /^(?:body|query|path)\.(.+)$/.exec(location)?.[1];
}

/** The lines for a failed request: its fields' problems, else its one sentence. */
export function errorItems(error: AppError, fieldOf: FieldOf = fieldByLocation): ErrorItem[] {
  if (error.errors.length === 0) return [{ message: error.detail || error.title }];
  return error.errors.map((problem: FieldProblem) => ({
    fieldId: fieldOf(problem.location),
    message: problem.message,
  }));
}

export type ErrorReport = {
  items: ErrorItem[];
  /** The words for `error` of the field with this id. */
  errorOf: (fieldId: string) => string | undefined;
  /** Shows what the server said (or any thrown value). */
  report: (thrown: unknown) => void;
  /** Shows what the form itself found before sending. */
  setItems: (items: ErrorItem[]) => void;
  clear: () => void;
};

/** State of the errors of one form, filled on submit and never while typing. */
export function useErrorSummary(fieldOf: FieldOf = fieldByLocation): ErrorReport {
  const [items, setItems] = useState<ErrorItem[]>([]);
  const report = useCallback((thrown: unknown) => setItems(errorItems(asAppError(thrown), fieldOf)), [fieldOf]);
  const clear = useCallback(() => setItems([]), []);
  return useMemo(
    () => ({
      items,
      errorOf: (fieldId) => items.find((item) => item.fieldId === fieldId)?.message,
      report,
      setItems,
      clear,
    }),
    [items, report, clear],
  );
}
