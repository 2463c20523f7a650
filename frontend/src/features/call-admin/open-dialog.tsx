import { useState } from 'react';
import { asAppError, type AppError, type FieldProblem } from '@/api/app-error';
import { useBilingual } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import type { ErrorItem } from '@/lib/use-error-summary';
import { Button } from '@/ui/button/button';
import { Checkbox } from '@/ui/checkbox/checkbox';
import { Dialog } from '@/ui/dialog/dialog';
import { Form } from '@/ui/form/form';
import { Prose } from '@/ui/layout/layout';
import { TextArea } from '@/ui/text-area/text-area';
import { showToast } from '@/ui/toast/toast-store';
import { useOpenCall, type Call } from './api';
import { placeOf } from './problem-places';

const reasonFields = { box: 'short-notice', ko: 'short-ko', en: 'short-en' } as const;

// Where the reason is wanted but not offered, its box is what to go to.
function fieldOfReason(location: string, short: boolean): string {
  if (!short) return reasonFields.box;
  return location.endsWith('.en') ? reasonFields.en : reasonFields.ko;
}

// A deadline that is over leaves no days of notice either; only the deadline needs an answer.
function withoutEchoes(errors: FieldProblem[]): FieldProblem[] {
  const isOver = errors.some((one) => one.code === 'call.deadline_passed');
  return isOver ? errors.filter((one) => one.code !== 'call.notice_too_short') : errors;
}

type OpenDialogProps = { call: Call; visibility: 'open' | 'closed'; onClose: () => void };

/** Announces a draft, or lists everything that is still missing. */
export function OpenDialog({ call, visibility, onClose }: OpenDialogProps) {
  const t = useText();
  return (
    <Dialog title={t('admin.call.open.title')} visibility={visibility} onClose={onClose}>
      <OpenForm call={call} onClose={onClose} />
    </Dialog>
  );
}

function OpenForm({ call, onClose }: Omit<OpenDialogProps, 'visibility'>) {
  const t = useText();
  const say = useBilingual();
  const open = useOpenCall(call.id);
  const [items, setItems] = useState<ErrorItem[]>([]);
  const [short, setShort] = useState(false);
  const [ko, setKo] = useState('');
  const [en, setEn] = useState('');

  const errorOf = (fieldId: string) => items.find((item) => item.fieldId === fieldId)?.message;
  const problems = (error: AppError): ErrorItem[] => {
    if (error.errors.length === 0) return [{ message: error.detail || error.title }];
    return withoutEchoes(error.errors).map(({ location, message }) => {
      const { stage, name, rest } = placeOf(location, call.stages);
      const words = [stage && say(stage), [name && t(name), rest].filter(Boolean).join(' ')].filter(Boolean).join(', ');
      return {
        ...(location.includes('short_notice_reason') && { fieldId: fieldOfReason(location, short) }),
        message: words ? `${words}: ${message}` : message,
      };
    });
  };
  const missing = (): ErrorItem[] =>
    short && !ko.trim() ? [{ fieldId: reasonFields.ko, message: t('admin.call.open.reason_ko_missing') }] : [];
  const submit = async () => {
    if (open.isPending) return;
    const lacking = missing();
    setItems(lacking);
    if (lacking.length > 0) return;
    try {
      await open.mutateAsync({ version: call.version, reason: short ? { ko: ko.trim(), en: en.trim() } : undefined });
      showToast(t('admin.call.open.done'));
      onClose();
    } catch (thrown) {
      setItems(problems(asAppError(thrown)));
    }
  };

  return (
    <Form errors={items} onSubmit={submit}>
      <Prose>
        <p>{t('admin.call.open.effect')}</p>
      </Prose>
      <Checkbox
        id={reasonFields.box}
        label={t('admin.call.open.short')}
        hint={t('admin.call.open.short_hint')}
        checked={short}
        onChange={setShort}
      />
      {short && (
        <>
          <TextArea
            id={reasonFields.ko}
            label={t('admin.call.open.reason_ko')}
            rows={2}
            value={ko}
            onChange={setKo}
            error={errorOf(reasonFields.ko)}
          />
          <TextArea
            id={reasonFields.en}
            label={t('admin.call.open.reason_en')}
            requirement="optional"
            rows={2}
            value={en}
            onChange={setEn}
            error={errorOf(reasonFields.en)}
          />
        </>
      )}
      <Button type="submit" variant="primary" status={open.isPending ? 'pending' : 'ready'}>
        {t('admin.call.open.act')}
      </Button>
    </Form>
  );
}
