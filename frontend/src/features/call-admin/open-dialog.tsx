import { useState } from 'react';
import { asAppError } from '@/api/app-error';
import { useText } from '@/i18n/use-text';
import type { ErrorItem } from '@/lib/use-error-summary';
import { Button } from '@/ui/button/button';
import { Checkbox } from '@/ui/checkbox/checkbox';
import { Dialog } from '@/ui/dialog/dialog';
import { ErrorSummary } from '@/ui/error-summary/error-summary';
import { Prose, Stack } from '@/ui/layout/layout';
import { TextArea } from '@/ui/text-area/text-area';
import { showToast } from '@/ui/toast/toast-store';
import { useOpenCall, type Call } from './api';

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
  const open = useOpenCall(call.id);
  const [items, setItems] = useState<ErrorItem[]>([]);
  const [short, setShort] = useState(false);
  const [ko, setKo] = useState('');
  const [en, setEn] = useState('');

  const submit = async () => {
    if (open.isPending) return;
    try {
      await open.mutateAsync({ version: call.version, reason: short ? { ko, en } : undefined });
      showToast(t('admin.call.open.done'));
      onClose();
    } catch (thrown) {
      const error = asAppError(thrown);
      setItems(
        error.errors.length === 0
          ? [{ message: error.detail || error.title }]
          : error.errors.map(({ location, message }) => ({
              ...(location.includes('short_notice_reason') && { fieldId: short ? 'short-ko' : 'short-notice' }),
              message: `${location.replace(/^(body|call)\.?/, '')}: ${message}`,
            })),
      );
    }
  };

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack>
        <ErrorSummary items={items} />
        <Prose>
          <p>{t('admin.call.open.effect')}</p>
        </Prose>
        <Checkbox
          id="short-notice"
          label={t('admin.call.open.short')}
          hint={t('admin.call.open.short_hint')}
          checked={short}
          onChange={setShort}
        />
        {short && (
          <>
            <TextArea id="short-ko" label={t('admin.call.open.reason_ko')} rows={2} value={ko} onChange={setKo} />
            <TextArea id="short-en" label={t('admin.call.open.reason_en')} rows={2} value={en} onChange={setEn} />
          </>
        )}
        <Button type="submit" variant="primary" status={open.isPending ? 'pending' : 'ready'}>
          {t('admin.call.open.act')}
        </Button>
      </Stack>
    </form>
  );
}
