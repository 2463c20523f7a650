import { useState } from 'react';
import { useBilingual } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import { Button } from '@/ui/button/button';
import { Dialog } from '@/ui/dialog/dialog';
import { Card, Grid, Section, Stack } from '@/ui/layout/layout';
import { RadioGroup } from '@/ui/radio-group/radio-group';
import { useAnswerText } from './answer-text';
import { merged, type Difference, type Side } from './merge';
import type { FieldValue, FormValues, Property, SectionSchema } from './section-schema';

type ConflictChoiceProps = {
  schema: SectionSchema;
  mine: FormValues;
  found: Difference[];
  /** Where the other text comes from: another member, or this device's copy against the server's. */
  source: 'member' | 'device';
  onChoose: (values: FormValues) => void;
  onClose: () => void;
};

/** Two versions of a section side by side; the reader chooses field by field, and nothing is lost unseen. */
export function ConflictChoice({ schema, mine, found, source, onChoose, onClose }: ConflictChoiceProps) {
  const t = useText();
  const [choices, setChoices] = useState<Record<string, Side>>(() =>
    Object.fromEntries(found.flatMap(({ key, changedBy }) => (changedBy ? [[key, changedBy]] : []))),
  );
  const [asked, setAsked] = useState(false);
  const open = found.filter(({ key }) => choices[key] === undefined);
  const done = () => {
    setAsked(true);
    if (open.length === 0) onChoose(merged(mine, found, choices));
    else document.getElementById(`choice-${open[0]?.key}`)?.querySelector('input')?.focus();
  };
  return (
    <Dialog
      title={t(source === 'member' ? 'applicant.conflict.title' : 'applicant.conflict.device_title')}
      size="large"
      visibility="open"
      onClose={onClose}
      footer={
        <Button variant="primary" onClick={done}>
          {t('applicant.conflict.save')}
        </Button>
      }
    >
      <Stack gap="large">
        <p>{t(source === 'member' ? 'applicant.conflict.help' : 'applicant.conflict.device_help')}</p>
        {found.map((difference) => (
          <OneChoice
            key={difference.key}
            difference={difference}
            property={schema.properties[difference.key]}
            source={source}
            value={choices[difference.key]}
            onChange={(side) => setChoices({ ...choices, [difference.key]: side })}
            error={asked && !choices[difference.key] ? t('applicant.conflict.missing') : undefined}
          />
        ))}
      </Stack>
    </Dialog>
  );
}

type OneChoiceProps = {
  difference: Difference;
  property: Property | undefined;
  source: 'member' | 'device';
  value: Side | undefined;
  onChange: (side: Side) => void;
  error: string | undefined;
};

function OneChoice({ difference, property, source, value, onChange, error }: OneChoiceProps) {
  const t = useText();
  const say = useBilingual();
  if (!property) return null;
  const label = say(property['x-title']);
  const names = {
    mine: t(source === 'member' ? 'applicant.conflict.mine' : 'applicant.conflict.device'),
    theirs: t(source === 'member' ? 'applicant.conflict.theirs' : 'applicant.conflict.server'),
  };
  return (
    <Section level={3} title={label}>
      <Grid>
        <Version title={names.mine} property={property} value={difference.mine} />
        <Version title={names.theirs} property={property} value={difference.theirs} />
      </Grid>
      <RadioGroup
        id={`choice-${difference.key}`}
        label={t('applicant.conflict.choose', { label })}
        labelDisplay="hidden"
        layout="inline"
        value={value ?? ''}
        onChange={(side) => onChange(side as Side)}
        options={[
          { value: 'mine', label: t('applicant.conflict.use', { version: names.mine }) },
          { value: 'theirs', label: t('applicant.conflict.use', { version: names.theirs }) },
        ]}
        error={error}
      />
    </Section>
  );
}

function Version({ title, property, value }: { title: string; property: Property; value: FieldValue }) {
  const t = useText();
  const textOf = useAnswerText();
  return (
    <Card tone="subtle">
      <p>
        <strong>{title}</strong>
      </p>
      <div>{textOf(property, value) ?? t('common.summary.not_given')}</div>
    </Card>
  );
}
