import { useCallback } from 'react';
import { asAppError } from '@/api/app-error';
import { useBilingual } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import type { ErrorItem } from '@/lib/use-error-summary';
import type { Criterion } from './api';
import { fieldOf, type ProblemKind, type SheetProblem } from './sheet-value';

const words = {
  points_missing: 'judge.problem.points_missing',
  not_points: 'judge.problem.not_points',
  out_of_range: 'judge.problem.out_of_range',
  off_step: 'judge.problem.off_step',
  comment_too_short: 'judge.problem.comment_too_short',
  comment_too_long: 'judge.problem.comment_too_long',
  opinion_missing: 'judge.problem.opinion_missing',
  opinion_too_long: 'judge.problem.opinion_too_long',
} as const satisfies Record<ProblemKind, string>;

/** Says what is wrong and where, in the same words for the summary and the field. */
export function useProblemWords() {
  const t = useText();
  const say = useBilingual();

  const item = useCallback(
    ({ kind, fieldId, criterion, limit = '' }: SheetProblem): ErrorItem => ({
      fieldId,
      message: t(words[kind], { criterion: say(criterion?.title), limit }),
    }),
    [t, say],
  );

  const refusal = useCallback(
    (thrown: unknown, criteria: readonly Criterion[]): ErrorItem[] => {
      const error = asAppError(thrown);
      if (error.status === 0) return [{ message: t('common.error.no_answer_detail') }];
      if (error.errors.length === 0) return [{ message: error.message }];
      return error.errors.map(({ location, message }) => {
        const field = fieldOf(criteria, location);
        if (!field?.criterion) return { fieldId: field?.id, message };
        const criterion = say(field.criterion.title);
        return { fieldId: field.id, message: t('judge.problem.at', { criterion, message }) };
      });
    },
    [t, say],
  );

  return { item, refusal };
}
