import {
  parseAbsolute,
  parseDate,
  toCalendarDateTime,
  type CalendarDate,
  type CalendarDateTime,
} from '@internationalized/date';
import { Button } from 'react-aria-components/Button';
import {
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
} from 'react-aria-components/Calendar';
import { DateInput, DateSegment } from 'react-aria-components/DateField';
import { DatePicker } from 'react-aria-components/DatePicker';
import { Dialog } from 'react-aria-components/Dialog';
import { Group } from 'react-aria-components/Group';
import { Heading } from 'react-aria-components/Heading';
import { Popover } from 'react-aria-components/Popover';
import { useText } from '@/i18n/use-text';
import { timeZone, zoneName } from '@/lib/date';
import controls from '@/ui/field/control.module.css';
import { Field, type FieldProps } from '@/ui/field/field';
import { Icon } from '@/ui/icon/icon';
import styles from './date-time-field.module.css';

type DateTimeFieldProps = FieldProps & {
  /** `minute`: RFC 3339 with the Korean offset (`2026-03-02T18:00:00+09:00`); `day`: `2026-03-02`. Empty when incomplete. */
  value: string;
  onChange: (value: string) => void;
  granularity?: 'day' | 'minute';
  state?: 'enabled' | 'disabled';
};

/** A date, or a date and time in Korean time, typed part by part or picked from a calendar. */
export function DateTimeField({ value, onChange, granularity = 'minute', state, ...field }: DateTimeFieldProps) {
  const t = useText();
  return (
    <Field {...field} as="group">
      {(control, labelId) => (
        <DatePicker
          className={styles.picker}
          id={control.id}
          aria-labelledby={labelId}
          aria-describedby={control['aria-describedby']}
          isInvalid={control['aria-invalid'] === true}
          isRequired={control['aria-required'] === true}
          validationBehavior="aria"
          isDisabled={state === 'disabled'}
          granularity={granularity}
          hourCycle={24}
          shouldForceLeadingZeros
          value={readMoment(value, granularity)}
          onChange={(moment) => onChange(moment ? writeMoment(moment) : '')}
        >
          <Group className={`${controls.control} ${styles.group}`} data-invalid={control['aria-invalid']}>
            <DateInput className={styles.input}>
              {(segment) => <DateSegment segment={segment} className={styles.segment} />}
            </DateInput>
            {granularity === 'minute' && <span className={controls.affix}>{zoneName}</span>}
            <Button className={styles.open}>
              <Icon name="calendar" />
            </Button>
          </Group>
          <Popover className={styles.popover}>
            <Dialog className={styles.dialog} aria-label={t('common.date.calendar')}>
              <Calendar>
                <header className={styles.month}>
                  <Button slot="previous" className={styles.turn}>
                    <Icon name="chevron-left" />
                  </Button>
                  <Heading className={styles.title} />
                  <Button slot="next" className={styles.turn}>
                    <Icon name="chevron-right" />
                  </Button>
                </header>
                <CalendarGrid className={styles.grid}>
                  <CalendarGridHeader>{(day) => <CalendarHeaderCell>{day}</CalendarHeaderCell>}</CalendarGridHeader>
                  <CalendarGridBody>{(date) => <CalendarCell date={date} className={styles.day} />}</CalendarGridBody>
                </CalendarGrid>
              </Calendar>
            </Dialog>
          </Popover>
        </DatePicker>
      )}
    </Field>
  );
}

// Korea has kept +09:00 without summer time since 1988.
const koreanOffset = '+09:00';

/** The picker's value for a moment; nothing for what is no date. */
export function readMoment(value: string, granularity: 'day' | 'minute'): CalendarDate | CalendarDateTime | null {
  if (!value) return null;
  try {
    return granularity === 'day' ? parseDate(value) : toCalendarDateTime(parseAbsolute(value, timeZone));
  } catch {
    return null;
  }
}

/** The moment for a picker's value. */
export function writeMoment(moment: CalendarDate | CalendarDateTime): string {
  return 'hour' in moment ? `${moment.toString()}${koreanOffset}` : moment.toString();
}
