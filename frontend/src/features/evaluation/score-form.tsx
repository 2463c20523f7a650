import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useText } from '@/i18n/use-text';
import type { Draft } from '@/lib/drafts';
import { useErrorSummary, type ErrorItem } from '@/lib/use-error-summary';
import { Button } from '@/ui/button/button';
import { ConfirmDialog } from '@/ui/dialog/dialog';
import { ErrorSummary } from '@/ui/error-summary/error-summary';
import { SaveStatus } from '@/ui/save-status/save-status';
import { TextArea } from '@/ui/text-area/text-area';
import { evaluationKeys, useSubmitSheet, type TaggedSheet } from './api';
import { CopyNotice, RivalNotice } from './choice-notice';
import { CriterionFields } from './criterion-fields';
import { useProblemWords } from './problem-words';
import styles from './score-form.module.css';
import { fieldIds, problemsOf, totalOf } from './sheet-value';
import { useDeadline } from './use-deadline';
import { useSaveAndNextKey } from './use-save-and-next-key';
import { useSheetDraft } from './use-sheet-draft';

type ScoreFormProps = {
  tagged: TaggedSheet;
  draftKey: string;
  /** What was found in this browser on arrival. */
  draft: Draft | undefined;
  /** After "save and next". */
  onNext: () => void;
  onSubmitted: () => void;
};

/** The score sheet while it can be written. */
export function ScoreForm({ tagged, draftKey, draft: found, onNext, onSubmitted }: ScoreFormProps) {
  const t = useText();
  const { sheet } = tagged;
  const client = useQueryClient();
  const draft = useSheetDraft({ tagged, draftKey, draft: found });
  const errors = useErrorSummary();
  const words = useProblemWords();
  const submit = useSubmitSheet(sheet.id);
  const [asking, setAsking] = useState(false);

  const leftOut = draft.leftOut.map(words.item);
  const errorOf = (fieldId: string) =>
    errors.errorOf(fieldId) ?? leftOut.find((item) => item.fieldId === fieldId)?.message;

  useDeadline(sheet.stage.due_at, {
    onNear: () => void draft.flush(),
    onOver: () => void client.invalidateQueries({ queryKey: evaluationKeys.sheet(sheet.assignment_id) }),
  });

  // Whether the server has all of it; if not, the summary says what is in the way.
  const keep = async (): Promise<boolean> => {
    const kept = await draft.flush();
    errors.setItems(kept ? [] : leftOut.length > 0 ? leftOut : [{ message: t('judge.sheet.not_saved') }]);
    return kept;
  };
  const saveAndNext = async () => {
    if (await keep()) onNext();
  };
  const ask = async () => {
    const items = problemsOf(sheet, draft.value).map(words.item);
    errors.setItems(items);
    if (items.length === 0 && (await keep())) setAsking(true);
  };
  const confirm = async () => {
    try {
      const submitted = await submit.mutateAsync(draft.etag());
      client.setQueryData(evaluationKeys.sheet(sheet.assignment_id), submitted);
      onSubmitted();
    } catch (thrown) {
      setAsking(false);
      errors.setItems(words.refusal(thrown, sheet.criteria));
    }
  };
  const fields = useTop(errors.items);
  useSaveAndNextKey(() => void saveAndNext(), asking ? 'off' : 'on');

  const total = t('judge.sheet.total', { total: totalOf(sheet.criteria, draft.value), maximum: sheet.maximum });
  return (
    <div className={styles.form}>
      <div ref={fields} className={styles.fields}>
        <div className={styles.sheet}>
          <h2 className="visually-hidden">{t('judge.sheet.title')}</h2>
          <ErrorSummary items={errors.items} />
          {draft.copy && <CopyNotice sheet={sheet} copy={draft.copy} onChoose={draft.choose} />}
          {sheet.criteria.map((criterion, index) => (
            <CriterionFields
              key={criterion.key}
              criterion={criterion}
              entry={draft.value.entries[index]}
              onChange={(change) => draft.setEntry(index, change)}
              errorOf={errorOf}
            />
          ))}
          <TextArea
            id={fieldIds.opinion}
            label={t('judge.sheet.opinion')}
            hint={t('judge.sheet.opinion_hint')}
            maxLength={sheet.opinion_max}
            value={draft.value.opinion}
            onChange={draft.setOpinion}
            error={errorOf(fieldIds.opinion)}
          />
        </div>
      </div>
      {draft.rival && (
        <div className={styles.rival}>
          <RivalNotice mine={draft.value} theirs={draft.rival} onSettle={draft.settle} />
        </div>
      )}
      <div className={styles.bar}>
        <div className={styles.state}>
          <p className={styles.total}>{total}</p>
          <SaveStatus state={draft.state} />
        </div>
        <div className={styles.acts}>
          <Button onClick={() => void keep()}>{t('judge.sheet.save')}</Button>
          <Button
            aria-keyshortcuts="Control+Enter Meta+Enter"
            title={t('judge.sheet.save_and_next_key')}
            onClick={() => void saveAndNext()}
          >
            {t('judge.sheet.save_and_next')}
          </Button>
          <Button variant="primary" onClick={() => void ask()}>
            {t('judge.sheet.submit')}
          </Button>
        </div>
      </div>
      <ConfirmDialog
        title={t('judge.submit.title')}
        visibility={asking ? 'open' : 'closed'}
        onClose={() => setAsking(false)}
        onConfirm={() => void confirm()}
        confirmLabel={t('judge.sheet.submit')}
        status={submit.isPending ? 'pending' : 'ready'}
      >
        <p>{total}</p>
        <p>{t('judge.submit.warning')}</p>
      </ConfirmDialog>
    </div>
  );
}

// The summary is read from its first line, also where it is taller than the pane.
function useTop(items: ErrorItem[]) {
  const fields = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (items.length > 0 && fields.current) fields.current.scrollTop = 0;
  }, [items]);
  return fields;
}
