import { useState, type FormEvent } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { AppError, asAppError, type FieldProblem } from '@/api/app-error';
import { useBilingual } from '@/i18n/bilingual';
import { useLanguage } from '@/i18n/provider';
import { useText } from '@/i18n/use-text';
import type { Save } from '@/lib/autosave';
import { formatDateTime } from '@/lib/date';
import { isDecimal } from '@/lib/decimal';
import { formatNumber, readWon } from '@/lib/number';
import { useAutosave } from '@/lib/use-autosave';
import { errorItems, useErrorSummary, type ErrorItem } from '@/lib/use-error-summary';
import { Button } from '@/ui/button/button';
import { ErrorSummary } from '@/ui/error-summary/error-summary';
import { InlineAlert } from '@/ui/inline-alert/inline-alert';
import { Card, Grid, Section, Stack } from '@/ui/layout/layout';
import { LeaveGuard } from '@/ui/leave-guard/leave-guard';
import { NumberField } from '@/ui/number-field/number-field';
import { SaveStatus } from '@/ui/save-status/save-status';
import { TextArea } from '@/ui/text-area/text-area';
import styles from './editor.module.css';
import {
  cacheSaved,
  etagOf,
  putRequests,
  readSubmission,
  submissionKeys,
  type Requests,
  type Resource,
  type Submission,
} from './api';
import { PartWriter, type PartPort, type Stored } from './part-writer';
import {
  emptyDraft,
  fieldOfRequest,
  requestGaps,
  toItems,
  toRequestsForm,
  type RequestDraft,
  type RequestGap,
  type RequestsForm,
} from './requests';
import { usePresence } from './use-presence';

const maxReason = 2000;

type RequestsEditorProps = { submission: Submission; draftKey: string; onDone: () => void; onStale: () => void };

/** What the team asks for, resource by resource: saved as it is typed, as far as each line can be read. */
export function RequestsEditor({ submission, draftKey, onDone, onStale }: RequestsEditorProps) {
  const t = useText();
  const { language } = useLanguage();
  const client = useQueryClient();
  const say = useBilingual();
  const { resources, requests } = submission;
  const [form, setForm] = useState(() => toRequestsForm(resources, requests.items));
  const [initial] = useState(form);
  const [finishing, setFinishing] = useState(false);
  const errors = useErrorSummary(fieldOfRequest(resources, form));
  const writer = useRequestsWriter(submission);
  const etagNow = () => etagOf(writer.stored.version);

  const save: Save<RequestsForm> = async (next, { keepalive }) => {
    try {
      const [refused] = await writer.write(next, keepalive);
      const [gap] = requestGaps(resources, next);
      const sentence = refused ? itemOf(refused, next).message : gap && gapItem(gap).message;
      return {
        etag: etagNow(),
        refused: sentence ? leftOut(`${sentence} ${t('applicant.section.rest_saved')}`) : undefined,
      };
    } catch (thrown) {
      const error = asAppError(thrown);
      const sentence = error.errors.length > 0 ? itemsOf(error, next)[0]?.message : undefined;
      throw sentence ? leftOut(sentence) : error;
    }
  };
  const [firstEtag] = useState(etagNow);
  const autosave = useAutosave<RequestsForm>({ draftKey, etag: firstEtag, initial, save });
  const { recovered } = autosave;

  const changeTo = (next: RequestsForm) => {
    setForm(next);
    autosave.change(next);
  };
  const change = (key: string, part: Partial<RequestDraft>) =>
    changeTo({ ...form, [key]: { ...emptyDraft, ...form[key], ...part } });
  // "B200 GPU, 신청 수량: 8의 배수로 입력하십시오.": a summary must say which field each line means.
  const titled = (item: ErrorItem): ErrorItem => {
    const [key, part] = item.fieldId?.split('.') ?? [];
    const resource = resources.find((one) => one.key === key);
    const label = part === 'wanted' || part === 'minimum' || part === 'reason' ? t(`applicant.requests.${part}`) : '';
    return resource ? { ...item, message: `${say(resource.title)}, ${label}: ${item.message}` } : item;
  };
  const itemsOf = (error: AppError, sent: RequestsForm): ErrorItem[] =>
    errorItems(error, fieldOfRequest(resources, sent)).map(titled);
  const itemOf = ({ location, message }: FieldProblem, sent: RequestsForm): ErrorItem =>
    titled({ fieldId: fieldOfRequest(resources, sent)(location), message });
  const finish = async (event: FormEvent) => {
    event.preventDefault();
    if (finishing) return;
    const gaps = requestGaps(resources, form);
    errors.setItems(gaps.map((gap) => gapItem(gap)));
    if (gaps.length > 0) return;
    setFinishing(true);
    try {
      await autosave.flush();
      await writer.writeAll(form, false);
      autosave.discard(etagNow());
      await client.invalidateQueries({ queryKey: submissionKeys.one(submission.id) });
      onDone();
    } catch (thrown) {
      const error = asAppError(thrown);
      if (error.errors.length > 0) errors.setItems(itemsOf(error, form));
      else errors.setItems([{ message: error.message || t('common.error.no_answer_detail') }]);
    } finally {
      setFinishing(false);
    }
  };
  const gapItem = ({ resourceKey, part, problem }: RequestGap): ErrorItem => ({
    fieldId: `${resourceKey}.${part}`,
    message: t(gapMessages[`${part}_${problem}`], {
      resource: say(resources.find((one) => one.key === resourceKey)?.title),
    }),
  });

  return (
    <form noValidate className={styles.form} onSubmit={(event) => void finish(event)}>
      <Stack gap="large">
        <LeaveGuard isDirty={autosave.isDirty} save={autosave.flush} />
        <ErrorSummary items={errors.items} />
        {recovered && (
          <InlineAlert
            tone="warning"
            urgency="polite"
            title={t('applicant.section.recovered', { at: formatDateTime(new Date(recovered.at), language) })}
            actions={
              <>
                <Button
                  size="small"
                  onClick={() => {
                    autosave.dismissRecovered();
                    changeTo({ ...form, ...recovered.value });
                  }}
                >
                  {t('applicant.requests.recover')}
                </Button>
                <Button size="small" variant="tertiary" onClick={autosave.dismissRecovered}>
                  {t('applicant.section.discard')}
                </Button>
              </>
            }
          />
        )}
        {autosave.state.phase === 'conflict' && (
          <InlineAlert
            tone="warning"
            urgency="assertive"
            title={t('applicant.requests.conflict')}
            actions={
              <>
                <Button
                  size="small"
                  onClick={() => {
                    autosave.discard(etagNow());
                    onStale();
                  }}
                >
                  {t('applicant.requests.take_theirs')}
                </Button>
              </>
            }
          >
            {t('applicant.requests.conflict_help')}
          </InlineAlert>
        )}
        {resources.map((resource) => (
          <ResourceFields
            key={resource.key}
            resource={resource}
            draft={form[resource.key] ?? emptyDraft}
            onChange={(part) => change(resource.key, part)}
            errorOf={errors.errorOf}
          />
        ))}
        <div>
          <Button type="submit" variant="primary" size="large" status={finishing ? 'pending' : 'ready'}>
            {t('applicant.section.continue')}
          </Button>
        </div>
        <div className={styles.status}>
          <SaveStatus state={autosave.state} />
        </div>
      </Stack>
    </form>
  );
}

function leftOut(detail: string): AppError {
  return new AppError({ status: 422, code: 'submission.left_out', title: '', detail });
}

/** Writes the table: a resource that cannot be kept as it is stays as it was saved last, the others are saved. */
function useRequestsWriter({ id, resources, requests }: Submission): PartWriter<RequestDraft> {
  const client = useQueryClient();
  const presence = usePresence();
  const [writer] = useState(() => {
    const storedOf = ({ items, version }: Requests): Stored<RequestDraft> => ({
      values: toRequestsForm(resources, items),
      complete: false,
      version,
    });
    const port: PartPort<RequestDraft> = {
      send: async (values, { version, keepalive }) => {
        const saved = await putRequests(id, toItems(resources, values), etagOf(version), keepalive);
        const newest = (known: Submission) => (known.requests.version < saved.version ? saved : known.requests);
        await cacheSaved(client, id, (known) => ({ ...known, requests: newest(known) }), presence.current);
        return storedOf(saved);
      },
      read: async () => storedOf((await readSubmission(id)).requests),
      normal: (values) => toRequestsForm(resources, toItems(resources, values)),
      keyOf: (location, sent) => fieldOfRequest(resources, sent)(location)?.split('.')[0],
      unsendable: (values) => requestGaps(resources, values).map(({ resourceKey }) => resourceKey),
    };
    return new PartWriter(port, storedOf(requests));
  });
  return writer;
}

const gapMessages = {
  wanted_missing: 'applicant.requests.wanted_missing',
  wanted_not_whole: 'applicant.requests.wanted_not_whole',
  minimum_missing: 'applicant.requests.minimum_not_whole',
  minimum_not_whole: 'applicant.requests.minimum_not_whole',
  reason_missing: 'applicant.requests.reason_missing',
  reason_not_whole: 'applicant.requests.reason_missing',
} as const;

type ResourceFieldsProps = {
  resource: Resource;
  draft: RequestDraft;
  onChange: (part: Partial<RequestDraft>) => void;
  errorOf: (fieldId: string) => string | undefined;
};

function ResourceFields({ resource, draft, onChange, errorOf }: ResourceFieldsProps) {
  const t = useText();
  const say = useBilingual();
  const { language } = useLanguage();
  const unit = say(resource.unit);
  const number = (value: number) => formatNumber(value, language);
  const reading = (value: string) =>
    resource.kind !== 'gpu' && isDecimal(value) && !value.includes('.') ? readWon(BigInt(value), language) : undefined;
  const amount = {
    min: '0',
    max: String(resource.maximum),
    step: String(resource.step),
    unit,
    width: 'medium' as const,
  };
  return (
    <Card>
      <Section
        title={say(resource.title)}
        description={t('applicant.requests.rule', {
          step: number(resource.step),
          maximum: number(resource.maximum),
          unit,
        })}
      >
        <Grid>
          <NumberField
            {...amount}
            id={`${resource.key}.wanted`}
            label={t('applicant.requests.wanted')}
            requirement="optional"
            reading={reading(draft.wanted)}
            value={draft.wanted}
            onChange={(wanted) => onChange({ wanted })}
            error={errorOf(`${resource.key}.wanted`)}
          />
          <NumberField
            {...amount}
            id={`${resource.key}.minimum`}
            label={t('applicant.requests.minimum')}
            requirement="optional"
            reading={reading(draft.minimum)}
            value={draft.minimum}
            onChange={(minimum) => onChange({ minimum })}
            error={errorOf(`${resource.key}.minimum`)}
          />
        </Grid>
        <TextArea
          id={`${resource.key}.reason`}
          label={t('applicant.requests.reason')}
          hint={t('applicant.requests.reason_hint')}
          requirement="optional"
          rows={3}
          maxLength={maxReason}
          value={draft.reason}
          onChange={(reason) => onChange({ reason })}
          error={errorOf(`${resource.key}.reason`)}
        />
      </Section>
    </Card>
  );
}
