import { useState, type FormEvent } from 'react';
import { asAppError } from '@/api/app-error';
import { useLanguage } from '@/i18n/provider';
import { useText } from '@/i18n/use-text';
import { useIdempotencyKey } from '@/lib/idempotency';
import { formatNumber, readWon } from '@/lib/number';
import { isDecimal } from '@/lib/decimal';
import { errorItems, useErrorSummary, type ErrorItem } from '@/lib/use-error-summary';
import { Button } from '@/ui/button/button';
import { ConfirmDialog } from '@/ui/dialog/dialog';
import { ErrorSummary } from '@/ui/error-summary/error-summary';
import { Card, Section, Stack } from '@/ui/layout/layout';
import { NumberField } from '@/ui/number-field/number-field';
import { RadioGroup } from '@/ui/radio-group/radio-group';
import { SummaryList } from '@/ui/summary-list/summary-list';
import { TextArea } from '@/ui/text-area/text-area';
import { useAnswerOffer, type Offer, type OfferLine } from './api';
import { answerNames } from './labels';
import { acceptedOf, emptyLine, gapsOf, toAnswer, type LineDraft, type LineGap } from './offer-draft';
import { LineFacts } from './offer-lines';

const maxReason = 2000;

/** Answers all lines of an offer at once, after asking once more. */
export function OfferForm({ offer }: { offer: Offer }) {
  const t = useText();
  const { language } = useLanguage();
  const answer = useAnswerOffer(offer.team_id, offer.id);
  const errors = useErrorSummary();
  const { key, renew } = useIdempotencyKey();
  const [drafts, setDrafts] = useState<Record<string, LineDraft>>({});
  const [confirming, setConfirming] = useState(false);
  const draftOf = (line: OfferLine) => drafts[line.id] ?? emptyLine;
  const change = (line: OfferLine, part: Partial<LineDraft>) => {
    setDrafts({ ...drafts, [line.id]: { ...draftOf(line), ...part } });
    renew();
  };

  const ask = (event: FormEvent) => {
    event.preventDefault();
    const items = offer.lines.flatMap((line, index) =>
      gapsOf(line, draftOf(line)).map(({ part, problem }): ErrorItem => ({
        fieldId: `lines[${index}].${part}`,
        message: t(messageOf(part, problem), {
          resource: line.pool_name,
          offered: formatNumber(line.offered, language),
          step: formatNumber(line.unit_size, language),
          unit: line.unit,
        }),
      })),
    );
    errors.setItems(items);
    setConfirming(items.length === 0);
  };
  // A summary must say which line each sentence means.
  const named = ({ fieldId, message }: ErrorItem): string => {
    const line = offer.lines[Number(/^lines\[(\d+)\]/.exec(fieldId ?? '')?.[1])];
    return line ? `${line.pool_name}: ${message}` : message;
  };
  const send = async () => {
    try {
      await answer.mutateAsync({ lines: offer.lines.map((line) => toAnswer(line, draftOf(line))), key: key() });
    } catch (thrown) {
      const items = errorItems(asAppError(thrown));
      errors.setItems(items.map((item) => ({ ...item, message: named(item) })));
    }
    setConfirming(false);
  };

  return (
    <form noValidate onSubmit={ask}>
      <Stack gap="large">
        <ErrorSummary items={errors.items} />
        {offer.lines.map((line, index) => (
          <LineCard
            key={line.id}
            line={line}
            place={`lines[${index}]`}
            draft={draftOf(line)}
            onChange={(part) => change(line, part)}
            errorOf={errors.errorOf}
          />
        ))}
        <div>
          <Button type="submit" variant="primary" size="large" status={answer.isPending ? 'pending' : 'ready'}>
            {t('applicant.offer.submit')}
          </Button>
        </div>
      </Stack>
      <ConfirmDialog
        title={t('applicant.offer.confirm_title')}
        visibility={confirming ? 'open' : 'closed'}
        onClose={() => setConfirming(false)}
        onConfirm={() => void send()}
        confirmLabel={t('applicant.offer.submit')}
        status={answer.isPending ? 'pending' : 'ready'}
      >
        <Stack>
          <p>{t('applicant.offer.confirm_help')}</p>
          <Answers lines={offer.lines} draftOf={draftOf} />
        </Stack>
      </ConfirmDialog>
    </form>
  );
}

const acceptedMessages = {
  missing: 'applicant.offer.accepted_missing',
  not_whole: 'applicant.offer.accepted_not_whole',
  out_of_range: 'applicant.offer.accepted_out_of_range',
  off_step: 'applicant.offer.accepted_off_step',
} as const;

function messageOf(part: LineGap['part'], problem: LineGap['problem']) {
  if (part === 'accepted') return acceptedMessages[problem];
  return part === 'answer' ? 'applicant.offer.answer_missing' : 'applicant.offer.reason_missing';
}

function Answers({ lines, draftOf }: { lines: OfferLine[]; draftOf: (line: OfferLine) => LineDraft }) {
  const t = useText();
  const { language } = useLanguage();
  return (
    <SummaryList
      rows={lines.map((line) => {
        const draft = draftOf(line);
        const name = draft.answer === '' ? '' : t(answerNames[draft.answer]);
        const amount = `${formatNumber(acceptedOf(line, draft), language)} ${line.unit}`;
        return { id: line.id, label: line.pool_name, value: draft.answer === 'decline' ? name : `${name}: ${amount}` };
      })}
    />
  );
}

type LineCardProps = {
  line: OfferLine;
  place: string;
  draft: LineDraft;
  onChange: (part: Partial<LineDraft>) => void;
  errorOf: (fieldId: string) => string | undefined;
};

function LineCard({ line, place, draft, onChange, errorOf }: LineCardProps) {
  const t = useText();
  const { language } = useLanguage();
  const money = line.kind !== 'gpu' && isDecimal(draft.accepted) && !draft.accepted.includes('.');
  return (
    <Card>
      <Section title={line.pool_name}>
        <LineFacts line={line} />
        <RadioGroup
          id={`${place}.answer`}
          label={t('applicant.offer.answer_of', { resource: line.pool_name })}
          value={draft.answer}
          onChange={(answer) => onChange({ answer: answer as LineDraft['answer'] })}
          options={[
            {
              value: 'accept',
              label: t('applicant.offer.accept'),
              hint: t('applicant.offer.accept_hint', { amount: formatNumber(line.offered, language), unit: line.unit }),
            },
            { value: 'accept_less', label: t('applicant.offer.accept_less') },
            { value: 'decline', label: t('applicant.offer.decline') },
          ]}
          error={errorOf(`${place}.answer`)}
        />
        {draft.answer === 'accept_less' && (
          <NumberField
            id={`${place}.accepted`}
            label={t('applicant.offer.accepted')}
            hint={t('applicant.offer.accepted_hint', {
              step: formatNumber(line.unit_size, language),
              offered: formatNumber(line.offered, language),
              unit: line.unit,
            })}
            width="medium"
            unit={line.unit}
            min="0"
            max={String(line.offered)}
            step={String(line.unit_size)}
            reading={money ? readWon(BigInt(draft.accepted), language) : undefined}
            value={draft.accepted}
            onChange={(accepted) => onChange({ accepted })}
            error={errorOf(`${place}.accepted`)}
          />
        )}
        {(draft.answer === 'accept_less' || draft.answer === 'decline') && (
          <TextArea
            id={`${place}.reason`}
            label={t('applicant.offer.reason')}
            requirement={draft.answer === 'decline' ? 'required' : 'optional'}
            rows={3}
            maxLength={maxReason}
            value={draft.reason}
            onChange={(reason) => onChange({ reason })}
            error={errorOf(`${place}.reason`)}
          />
        )}
      </Section>
    </Card>
  );
}
