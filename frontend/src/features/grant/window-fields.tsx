import { useText, type Text } from '@/i18n/use-text';
import type { ErrorItem } from '@/lib/use-error-summary';
import { DateTimeField } from '@/ui/date-time-field/date-time-field';
import { Grid, Stack } from '@/ui/layout/layout';
import { NumberField } from '@/ui/number-field/number-field';
import type { WindowInput } from './api';

/** A capacity in a period as it is typed. */
export type WindowDraft = { from: string; until: string; capacity: string };

export const emptyWindow: WindowDraft = { from: '', until: '', capacity: '' };

/** The draft as the server takes it; call when nothing is missing. */
export function windowInput(draft: WindowDraft): WindowInput {
  return { from: draft.from, until: draft.until, capacity: Number(draft.capacity) };
}

const whole = /^\d{1,15}$/;

/** What must be filled in first; ids begin with `prefix`. */
export function missingInWindow(draft: WindowDraft, prefix: string, t: Text): ErrorItem[] {
  return [
    ...(draft.from ? [] : [{ fieldId: `${prefix}from`, message: t('admin.grant.from_missing') }]),
    ...(draft.until ? [] : [{ fieldId: `${prefix}until`, message: t('admin.grant.until_missing') }]),
    ...(whole.test(draft.capacity) ? [] : [{ fieldId: `${prefix}capacity`, message: t('admin.grant.units_missing') }]),
  ];
}

/** Whether the text is a whole number that can be sent exactly. */
export function isWhole(text: string): boolean {
  return whole.test(text);
}

type WindowFieldsProps = {
  draft: WindowDraft;
  onChange: (draft: WindowDraft) => void;
  unit: string;
  prefix?: string;
  errorOf: (fieldId: string) => string | undefined;
};

/** From, until and how much. */
export function WindowFields({ draft, onChange, unit, prefix = '', errorOf }: WindowFieldsProps) {
  const t = useText();
  return (
    <Stack>
      <Grid>
        <DateTimeField
          id={`${prefix}from`}
          label={t('admin.grant.from')}
          hint={t('admin.grant.from_hint')}
          value={draft.from}
          onChange={(from) => onChange({ ...draft, from })}
          error={errorOf(`${prefix}from`)}
        />
        <DateTimeField
          id={`${prefix}until`}
          label={t('admin.grant.until')}
          hint={t('admin.grant.until_hint')}
          value={draft.until}
          onChange={(until) => onChange({ ...draft, until })}
          error={errorOf(`${prefix}until`)}
        />
      </Grid>
      <NumberField
        id={`${prefix}capacity`}
        label={t('admin.grant.capacity')}
        unit={unit}
        min="0"
        width="medium"
        value={draft.capacity}
        onChange={(capacity) => onChange({ ...draft, capacity })}
        error={errorOf(`${prefix}capacity`)}
      />
    </Stack>
  );
}
