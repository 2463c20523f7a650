import { useBilingual } from '@/i18n/bilingual';
import { useLanguage } from '@/i18n/provider';
import { useText } from '@/i18n/use-text';
import { isDecimal } from '@/lib/decimal';
import { formatNumber, readWon } from '@/lib/number';
import { CheckboxGroup } from '@/ui/checkbox/checkbox';
import { DateTimeField } from '@/ui/date-time-field/date-time-field';
import { Stack } from '@/ui/layout/layout';
import { NumberField } from '@/ui/number-field/number-field';
import { RadioGroup } from '@/ui/radio-group/radio-group';
import { Select } from '@/ui/select/select';
import { TextArea } from '@/ui/text-area/text-area';
import { TextField } from '@/ui/text-field/text-field';
import { ListField } from './list-field';
import {
  fieldsOf,
  isRequired,
  type BooleanProperty,
  type FieldValue,
  type FormValues,
  type IntegerProperty,
  type ListProperty,
  type Property,
  type SectionSchema,
  type TextProperty,
} from './section-schema';

type SectionFieldsProps = {
  schema: SectionSchema;
  values: FormValues;
  onChange: (key: string, value: FieldValue) => void;
  errorOf: (fieldId: string) => string | undefined;
};

/** The fields of a section, made from its schema. The id of each is its key. */
export function SectionFields({ schema, values, onChange, errorOf }: SectionFieldsProps) {
  return (
    <Stack gap="large">
      {fieldsOf(schema).map(([key, property]) => (
        <SectionField
          key={key}
          id={key}
          property={property}
          required={isRequired(schema, key)}
          value={values[key] ?? ''}
          onChange={(value) => onChange(key, value)}
          errorOf={errorOf}
        />
      ))}
    </Stack>
  );
}

type SectionFieldProps = {
  id: string;
  property: Property;
  required: boolean;
  value: FieldValue;
  onChange: (value: FieldValue) => void;
  errorOf: (fieldId: string) => string | undefined;
};

function SectionField({ property, required, value, ...rest }: SectionFieldProps) {
  const say = useBilingual();
  const common = {
    id: rest.id,
    label: say(property['x-title']),
    hint: say(property['x-help']) || undefined,
    requirement: required ? ('required' as const) : ('optional' as const),
    error: rest.errorOf(rest.id),
  };
  const text = Array.isArray(value) ? '' : value;
  const list = Array.isArray(value) ? value : [];
  switch (property.type) {
    case 'string':
      return <TextInput common={common} property={property} value={text} onChange={rest.onChange} />;
    case 'integer':
      return <IntegerInput common={common} property={property} value={text} onChange={rest.onChange} />;
    case 'boolean':
      return <BooleanInput common={common} property={property} value={text} onChange={rest.onChange} />;
    case 'array':
      return (
        <ListInput common={common} property={property} value={list} onChange={rest.onChange} errorOf={rest.errorOf} />
      );
  }
}

type Common = {
  id: string;
  label: string;
  hint: string | undefined;
  requirement: 'required' | 'optional';
  error: string | undefined;
};
type InputProps<P> = { common: Common; property: P; value: string; onChange: (value: string) => void };

const mostRadios = 5;

function TextInput({ common, property, value, onChange }: InputProps<TextProperty>) {
  const say = useBilingual();
  if (property.enum) {
    const options = property.enum.map((option) => ({
      value: option,
      label: say(property['x-enum-titles']?.[option]) || option,
    }));
    const props = { ...common, value, onChange, options };
    return options.length > mostRadios ? <Select {...props} width="full" /> : <RadioGroup {...props} />;
  }
  if (property.format === 'date') {
    return <DateTimeField {...common} granularity="day" value={value} onChange={onChange} />;
  }
  if (property['x-multiline']) {
    const { minLength, maxLength } = property;
    const rows = (maxLength ?? 0) > 1000 ? 8 : 5;
    return <TextArea {...common} {...{ minLength, maxLength, rows, value, onChange }} />;
  }
  return <LineInput common={common} property={property} value={value} onChange={onChange} />;
}

// One line has no counter of its own: the limit is said in the hint, and typing on is possible so that nothing pasted is cut off.
function LineInput({ common, property, value, onChange }: InputProps<TextProperty>) {
  const t = useText();
  const limit = property.maxLength === undefined ? '' : t('common.counter.at_most', { max: property.maxLength });
  return (
    <TextField {...common} hint={[common.hint, limit].filter(Boolean).join(' ')} value={value} onChange={onChange} />
  );
}

function IntegerInput({ common, property, value, onChange }: InputProps<IntegerProperty>) {
  const t = useText();
  const { language } = useLanguage();
  const { minimum, maximum } = property;
  const range =
    minimum === undefined || maximum === undefined
      ? ''
      : t('applicant.section.range', { min: formatNumber(minimum, language), max: formatNumber(maximum, language) });
  const large = (maximum ?? 0) >= 100_000_000;
  const reading = large && isDecimal(value) && !value.includes('.') ? readWon(BigInt(value), language) : undefined;
  return (
    <NumberField
      {...common}
      hint={[common.hint, range].filter(Boolean).join(' ')}
      min={minimum?.toString()}
      max={maximum?.toString()}
      width={large ? 'medium' : 'short'}
      reading={reading}
      value={value}
      onChange={onChange}
    />
  );
}

function BooleanInput({ common, property, value, onChange }: InputProps<BooleanProperty>) {
  const t = useText();
  if (property.const) return <Statement common={common} value={value} onChange={onChange} />;
  return (
    <RadioGroup
      {...common}
      layout="inline"
      value={value}
      onChange={onChange}
      options={[
        { value: 'true', label: t('applicant.section.yes') },
        { value: 'false', label: t('applicant.section.no') },
      ]}
    />
  );
}

// A statement to agree with: the sentence is the label of its box.
function Statement({ common, value, onChange }: Omit<InputProps<BooleanProperty>, 'property'>) {
  const t = useText();
  const box = { value: 'true', label: common.label };
  return (
    <CheckboxGroup
      {...common}
      label={t('applicant.section.statement')}
      value={value === 'true' ? ['true'] : []}
      onChange={(chosen) => onChange(chosen.length > 0 ? 'true' : '')}
      options={[box]}
    />
  );
}

type ListInputProps = {
  common: Common;
  property: ListProperty;
  value: string[];
  onChange: (value: string[]) => void;
  errorOf: (fieldId: string) => string | undefined;
};

function ListInput({ common, property, value, onChange, errorOf }: ListInputProps) {
  const say = useBilingual();
  const { items } = property;
  if (items.enum) {
    const options = items.enum.map((option) => ({
      value: option,
      label: say(items['x-enum-titles']?.[option]) || option,
    }));
    return <CheckboxGroup {...common} value={value} onChange={onChange} options={options} />;
  }
  return <ListField {...common} most={property.maxItems ?? 100} value={value} onChange={onChange} errorOf={errorOf} />;
}
