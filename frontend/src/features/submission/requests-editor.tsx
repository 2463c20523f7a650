import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { AppError, asAppError } from '@/api/app-error';
import { useBilingual } from '@/i18n/bilingual';
import { useLanguage } from '@/i18n/provider';
import { useText } from '@/i18n/use-text';
import type { Save } from '@/lib/autosave';
import { formatDateTime } from '@/lib/date';
import { isDecimal } from '@/lib/decimal';
import { drafts } from '@/lib/drafts';
import { formatNumber, readWon } from '@/lib/number';
import { useAutosave } from '@/lib/use-autosave';
import { errorItems, useErrorSummary, type ErrorItem } from '@/lib/use-error-summary';
import { Button } from '@/ui/button/button';
import { ErrorSummary } from '@/ui/error-summary/error-summary';
import { InlineAlert } from '@/ui/inline-alert/inline-alert';
import { Card, Grid, Section, Stack } from '@/ui/layout/layout';
import { NumberField } from '@/ui/number-field/number-field';
import { SaveStatus } from '@/ui/save-status/save-status';
import { TextArea } from '@/ui/text-area/text-area';
import styles from './editor.module.css';
import { etagOf, putRequests, submissionKeys, type Resource, type Submission } from './api';
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

const maxReason = 2000;

type RequestsEditorProps = { submission: Submission; draftKey: string; onDone: () => void; onStale: () => void };

/** What the team asks for, resource by resource: saved whenever the table can be read as a whole. */
export function RequestsEditor({ submission, draftKey, onDone, onStale }: RequestsEditorProps) {
  const t = useText();
  const { language } = useLanguage();
  const client = useQueryClient();
  const say = useBilingual();
  const { resources, requests } = submission;
  const [form, setForm] = useState(() => toRequestsForm(resources, requests.items));
  const [initial] = useState(form);
  const [finishing, setFinishing] = useState(false);
  const [firstEtag] = useState(() => etagOf(requests.version));
  const etag = useRef(firstEtag);
  const errors = useErrorSummary(fieldOfRequest(resources, form));

  const put = async (next: RequestsForm, tag: string, keepalive: boolean) => {
    const saved = await putRequests(submission.id, toItems(resources, next), tag, keepalive);
    etag.current = saved.etag;
    return { etag: saved.etag };
  };
  const save: Save<RequestsForm> = (next, { etag: tag, keepalive }) =>
    put(next, tag, keepalive).catch((thrown: unknown) => {
      throw withSentence(asAppError(thrown), itemsOf(asAppError(thrown), next)[0]?.message);
    });
  const autosave = useAutosave<RequestsForm>({ draftKey, etag: firstEtag, initial, save });
  const unfinished = requestGaps(resources, form).length > 0;
  const local = useUnfinished(`${draftKey}/unfinished`);
  const recovered = local.found ?? autosave.recovered;

  // The server takes only a table that it can read as a whole; an unfinished one is kept on this device.
  const changeTo = (next: RequestsForm) => {
    setForm(next);
    if (requestGaps(resources, next).length > 0) return local.keep(next);
    local.drop();
    autosave.change(next);
  };
  const change = (key: string, part: Partial<RequestDraft>) =>
    changeTo({ ...form, [key]: { ...emptyDraft, ...form[key], ...part } });
  // "B200 GPU, 신청 수량: 8의 배수로 입력하십시오.": a summary must say which field each line means.
  const itemsOf = (error: AppError, sent: RequestsForm): ErrorItem[] =>
    errorItems(error, fieldOfRequest(resources, sent)).map((item) => {
      const [key, part] = item.fieldId?.split('.') ?? [];
      const resource = resources.find((one) => one.key === key);
      const label = part === 'wanted' || part === 'minimum' || part === 'reason' ? t(`applicant.requests.${part}`) : '';
      return resource ? { ...item, message: `${say(resource.title)}, ${label}: ${item.message}` } : item;
    });
  const finish = async (event: FormEvent) => {
    event.preventDefault();
    if (finishing) return;
    const gaps = requestGaps(resources, form);
    errors.setItems(gaps.map((gap) => gapItem(gap)));
    if (gaps.length > 0) return;
    setFinishing(true);
    try {
      await autosave.flush();
      await put(form, etag.current, false);
      autosave.discard(etag.current);
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
  const forgetRecovered = () => {
    local.drop();
    autosave.dismissRecovered();
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
                    forgetRecovered();
                    changeTo({ ...form, ...recovered.value });
                  }}
                >
                  {t('applicant.requests.recover')}
                </Button>
                <Button size="small" variant="tertiary" onClick={forgetRecovered}>
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
                    autosave.discard(etag.current);
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
          {unfinished ? (
            <p role="status">{t('applicant.requests.unfinished')}</p>
          ) : (
            <SaveStatus state={autosave.state} />
          )}
        </div>
      </Stack>
    </form>
  );
}

function withSentence(error: AppError, detail: string | undefined): AppError {
  if (!detail || error.errors.length === 0) return error;
  return new AppError({ status: error.status, code: error.code, title: error.title, detail });
}

type Found = { value: RequestsForm; at: number };

/** The local copy of a table that cannot be sent yet, and what an earlier visit has left of one. */
function useUnfinished(key: string) {
  const [found, setFound] = useState<Found>();
  useEffect(() => {
    let live = true;
    void drafts.read(key).then((draft) => {
      if (live && draft) setFound({ value: draft.value as RequestsForm, at: draft.at });
    });
    return () => {
      live = false;
    };
  }, [key]);
  return {
    found,
    keep: (value: RequestsForm) => void drafts.write(key, { value, at: Date.now(), etag: '' }),
    drop: () => {
      setFound(undefined);
      void drafts.remove(key);
    },
  };
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
