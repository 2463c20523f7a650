import { useEffect, useState, type FormEvent } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { AppError, asAppError } from '@/api/app-error';
import { useBilingual } from '@/i18n/bilingual';
import { useLanguage } from '@/i18n/provider';
import { useText } from '@/i18n/use-text';
import { formatDateTime } from '@/lib/date';
import type { Save } from '@/lib/autosave';
import { useAutosave } from '@/lib/use-autosave';
import { errorItems, useErrorSummary } from '@/lib/use-error-summary';
import { Button } from '@/ui/button/button';
import { ErrorSummary, focusField } from '@/ui/error-summary/error-summary';
import { InlineAlert } from '@/ui/inline-alert/inline-alert';
import { Stack } from '@/ui/layout/layout';
import { LeaveGuard } from '@/ui/leave-guard/leave-guard';
import { RadioGroup } from '@/ui/radio-group/radio-group';
import { SaveStatus } from '@/ui/save-status/save-status';
import { showToast } from '@/ui/toast/toast-store';
import { etagOf, submissionKeys, type SectionRule, type SectionState, type Submission } from './api';
import { ConflictChoice } from './conflict-choice';
import styles from './editor.module.css';
import { differences, type Difference } from './merge';
import { SectionFields } from './section-fields';
import { named, titled, withTitles } from './section-problems';
import {
  fieldOfAnswer,
  readSchema,
  toAnswers,
  toForm,
  type FieldValue,
  type FormValues,
  type SectionSchema,
} from './section-schema';
import { readSection, storedSection, useSectionWriter } from './section-writer';

type SectionEditorProps = {
  submission: Submission;
  rule: SectionRule;
  state: SectionState;
  /** Names the local copy; also this component's key. */
  draftKey: string;
  /** The field to begin at, when the reader came to change one answer. */
  startAt?: string | undefined;
  onDone: () => void;
};

/** What the local copy and the server's side of a choice are made of. */
type Conflict = { found: Difference[]; section: SectionState; source: 'member' | 'device'; mine: FormValues };

const completeId = 'section-complete';

/** One section being filled in: saved as it is typed, finished by the reader's own word. */
export function SectionEditor({ submission, rule, state, draftKey, startAt, onDone }: SectionEditorProps) {
  const t = useText();
  const { language } = useLanguage();
  const schema = readSchema(rule.schema);
  const editor = useSectionEditor({ submission, rule, state, draftKey, schema, onDone });
  const { autosave, conflict, errors } = editor;
  useStart(startAt);

  return (
    <form noValidate className={styles.form} onSubmit={(event) => void editor.finish(event)}>
      <Stack gap="large">
        <LeaveGuard isDirty={autosave.isDirty} save={autosave.flush} />
        <ErrorSummary items={errors.items} />
        {autosave.recovered && !conflict && (
          <InlineAlert
            tone="warning"
            urgency="polite"
            title={t('applicant.section.recovered', {
              at: formatDateTime(new Date(autosave.recovered.at), language),
            })}
            actions={
              <>
                <Button size="small" onClick={editor.compareRecovered}>
                  {t('applicant.section.compare')}
                </Button>
                <Button size="small" variant="tertiary" onClick={autosave.dismissRecovered}>
                  {t('applicant.section.discard')}
                </Button>
              </>
            }
          >
            {t('applicant.section.recovered_help')}
          </InlineAlert>
        )}
        {autosave.state.phase === 'conflict' && !conflict && (
          <InlineAlert
            tone="warning"
            urgency="assertive"
            title={t('common.save.conflict')}
            actions={
              <Button size="small" onClick={() => void editor.compareTheirs()}>
                {t('applicant.section.compare')}
              </Button>
            }
          />
        )}
        <SectionFields schema={schema} values={editor.values} onChange={editor.change} errorOf={errors.errorOf} />
        <RadioGroup
          id={completeId}
          label={t('applicant.section.complete')}
          value={editor.complete}
          onChange={editor.setComplete}
          options={[
            { value: 'yes', label: t('applicant.section.complete_yes') },
            { value: 'no', label: t('applicant.section.complete_no') },
          ]}
          error={errors.errorOf(completeId)}
        />
        <div>
          <Button type="submit" variant="primary" size="large" status={editor.finishing ? 'pending' : 'ready'}>
            {t('applicant.section.continue')}
          </Button>
        </div>
        <div className={styles.status}>
          <SaveStatus state={autosave.state} />
        </div>
      </Stack>
      {conflict && (
        <ConflictChoice
          schema={schema}
          mine={conflict.mine}
          found={conflict.found}
          source={conflict.source}
          onChoose={editor.choose}
          onClose={editor.closeConflict}
        />
      )}
    </form>
  );
}

// After the page has put the focus on its heading, it goes to the answer that is to be changed.
function useStart(fieldId: string | undefined): void {
  useEffect(() => {
    if (!fieldId) return undefined;
    const timer = setTimeout(() => focusField(fieldId) || focusField(`${fieldId}.0`));
    return () => clearTimeout(timer);
  }, [fieldId]);
}

type EditorOptions = Omit<SectionEditorProps, 'startAt'> & { schema: SectionSchema };

function useSectionEditor({ submission, rule, state, draftKey, schema, onDone }: EditorOptions) {
  const t = useText();
  const words = { t, say: useBilingual() };
  const client = useQueryClient();
  const [values, setValues] = useState(() => toForm(schema, state.answers));
  const [complete, setComplete] = useState(state.complete ? 'yes' : '');
  const [conflict, setConflict] = useState<Conflict>();
  const [finishing, setFinishing] = useState(false);
  const [initial] = useState(values);
  const errors = useErrorSummary(fieldOfAnswer(schema, values));
  const id = submission.id;
  const writer = useSectionWriter({ submission, rule, state, schema });

  const save: Save<FormValues> = async (next, { keepalive }) => {
    try {
      const [refused] = await writer.write(next, keepalive);
      const detail = refused && `${titled(refused, schema, words).message} ${t('applicant.section.rest_saved')}`;
      return {
        etag: etagOf(writer.stored.version),
        refused: detail ? new AppError({ status: 422, code: 'submission.left_out', title: '', detail }) : undefined,
      };
    } catch (thrown) {
      const error = asAppError(thrown);
      if (error.status === 409) void client.invalidateQueries({ queryKey: submissionKeys.one(id) });
      throw error.status === 422 ? named(error, schema, words) : error;
    }
  };

  const autosave = useAutosave<FormValues>({ draftKey, etag: etagOf(state.version), initial, save, delay: 800 });

  const change = (key: string, value: FieldValue) => {
    const next = { ...values, [key]: value };
    setValues(next);
    autosave.change(next);
  };

  const compareTheirs = async () => {
    try {
      const section = await readSection(id, rule.key);
      const theirs = toForm(schema, section.answers);
      const found = differences(writer.stored.values, values, theirs);
      if (found.length === 0) keep(values, section);
      else setConflict({ found, section, source: 'member', mine: values });
    } catch (thrown) {
      showToast(asAppError(thrown).message || t('common.error.no_answer_detail'), 'danger');
    }
  };
  const compareRecovered = () => {
    const mine = autosave.recovered?.value;
    if (!mine) return;
    const own = { ...toForm(schema, {}), ...mine };
    const section = { ...state, answers: toAnswers(schema, values) };
    setConflict({ found: differences(values, own, values), section, source: 'device', mine: own });
  };

  const keep = (next: FormValues, section: SectionState) => {
    writer.adopt(storedSection(schema, section));
    setValues(next);
    autosave.resolve(next, etagOf(section.version));
  };
  const choose = (next: FormValues) => {
    if (conflict?.source === 'member') keep(next, conflict.section);
    if (conflict?.source === 'device') {
      autosave.acceptRecovered();
      setValues(next);
      autosave.change(next);
    }
    setConflict(undefined);
  };

  const finish = async (event: FormEvent) => {
    event.preventDefault();
    if (finishing) return;
    if (complete === '') {
      errors.setItems([{ fieldId: completeId, message: t('applicant.section.complete_missing') }]);
      return;
    }
    errors.clear();
    setFinishing(true);
    try {
      await autosave.flush();
      await writer.writeAll(values, complete === 'yes');
      autosave.discard(etagOf(writer.stored.version));
      await client.invalidateQueries({ queryKey: submissionKeys.one(id) });
      onDone();
    } catch (thrown) {
      const error = asAppError(thrown);
      if (error.status === 412) await compareTheirs();
      else errors.setItems(sentences(error));
    } finally {
      setFinishing(false);
    }
  };

  const sentences = (error: AppError) =>
    error.errors.length > 0
      ? errorItems(withTitles(error, schema, words), fieldOfAnswer(schema, values))
      : [{ message: error.message || t('common.error.no_answer_detail') }];

  return {
    values,
    change,
    complete,
    setComplete,
    autosave,
    errors,
    finishing,
    finish,
    conflict,
    compareTheirs,
    compareRecovered,
    choose,
    closeConflict: () => setConflict(undefined),
  };
}
