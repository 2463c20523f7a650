import { useState } from 'react';
import { useLanguage } from '@/i18n/provider';
import { useText } from '@/i18n/use-text';
import { readWon } from '@/lib/number';
import { useErrorSummary, type ErrorItem } from '@/lib/use-error-summary';
import { Button } from '@/ui/button/button';
import { DateTimeField } from '@/ui/date-time-field/date-time-field';
import { Form } from '@/ui/form/form';
import { Card, Cluster, Grid, Section } from '@/ui/layout/layout';
import { NumberField } from '@/ui/number-field/number-field';
import { Select } from '@/ui/select/select';
import { TextArea } from '@/ui/text-area/text-area';
import { useEnterAward, type Pool } from './api';
import { countsWon } from './units';
import { isWhole } from './window-fields';

type Line = { id: number; poolId: string; from: string; until: string; granted: string; reason: string };

const newLine = (id: number): Line => ({ id, poolId: '', from: '', until: '', granted: '', reason: '' });

type AwardFormProps = { callId: string; teamId: string; pools: Pool[]; onEntered: () => void };

/** What a selected team is to be given: one line for each pool and period. */
export function AwardForm({ callId, teamId, pools, onEntered }: AwardFormProps) {
  const t = useText();
  const enter = useEnterAward(callId);
  const errors = useErrorSummary();
  const [lines, setLines] = useState<Line[]>([newLine(1)]);
  const change = (id: number, part: Partial<Line>) =>
    setLines((present) => present.map((line) => (line.id === id ? { ...line, ...part } : line)));

  const missing = (): ErrorItem[] =>
    lines.flatMap((line, index) => {
      const at = `lines[${index}]`;
      return [
        ...(line.poolId ? [] : [{ fieldId: `${at}.pool_id`, message: t('admin.award.pool_missing') }]),
        ...(line.from ? [] : [{ fieldId: `${at}.from`, message: t('admin.grant.from_missing') }]),
        ...(line.until ? [] : [{ fieldId: `${at}.until`, message: t('admin.grant.until_missing') }]),
        ...(isWhole(line.granted) ? [] : [{ fieldId: `${at}.granted`, message: t('admin.grant.units_missing') }]),
        ...(line.reason.trim() ? [] : [{ fieldId: `${at}.reason`, message: t('admin.reason_missing') }]),
      ];
    });
  const submit = async () => {
    if (enter.isPending) return;
    const items = missing();
    errors.setItems(items);
    if (items.length > 0) return;
    try {
      await enter.mutateAsync({
        team_id: teamId,
        lines: lines.map(({ poolId, from, until, granted, reason }) => ({
          pool_id: poolId,
          from,
          until,
          granted: Number(granted),
          reason: reason.trim(),
        })),
      });
      onEntered();
    } catch (thrown) {
      errors.report(thrown);
    }
  };
  return (
    <Form errors={errors.items} onSubmit={submit}>
      {lines.map((line, index) => (
        <LineFields
          key={line.id}
          line={line}
          index={index}
          pools={pools}
          onChange={(part) => change(line.id, part)}
          onRemove={lines.length > 1 ? () => setLines(lines.filter((one) => one.id !== line.id)) : undefined}
          errorOf={errors.errorOf}
        />
      ))}
      <Cluster>
        <Button
          icon="plus"
          onClick={() => setLines([...lines, newLine(Math.max(...lines.map((line) => line.id)) + 1)])}
        >
          {t('admin.award.add_line')}
        </Button>
        <Button type="submit" variant="primary" status={enter.isPending ? 'pending' : 'ready'}>
          {t('admin.award.enter')}
        </Button>
      </Cluster>
    </Form>
  );
}

type LineFieldsProps = {
  line: Line;
  index: number;
  pools: Pool[];
  onChange: (part: Partial<Line>) => void;
  onRemove: (() => void) | undefined;
  errorOf: (fieldId: string) => string | undefined;
};

function LineFields({ line, index, pools, onChange, onRemove, errorOf }: LineFieldsProps) {
  const t = useText();
  const { language } = useLanguage();
  const at = `lines[${index}]`;
  const pool = pools.find((one) => one.id === line.poolId);
  // A pool with one period is nearly always given for the whole of it.
  const choose = (poolId: string) => {
    const chosen = pools.find((one) => one.id === poolId);
    const only = chosen?.windows.length === 1 ? chosen.windows[0] : undefined;
    onChange({ poolId, ...(only && !line.from && !line.until && { from: only.from, until: only.until }) });
  };
  return (
    <Card>
      <Section
        title={t('admin.award.line', { number: index + 1 })}
        actions={
          onRemove && (
            <Button
              size="small"
              variant="tertiary"
              onClick={onRemove}
              aria-label={t('admin.award.remove_line', { number: index + 1 })}
            >
              {t('admin.award.remove')}
            </Button>
          )
        }
      >
        <Grid>
          <Select
            id={`${at}.pool_id`}
            label={t('admin.award.pool')}
            hint={pool && t('admin.award.provider', { provider: pool.provider })}
            value={line.poolId}
            onChange={choose}
            options={pools.map((one) => ({ value: one.id, label: one.name }))}
            width="fill"
            error={errorOf(`${at}.pool_id`)}
          />
          <NumberField
            id={`${at}.granted`}
            label={t('admin.award.units')}
            hint={pool && t('admin.award.step', { step: pool.unit_size, unit: pool.unit })}
            unit={pool?.unit ?? ''}
            min="0"
            step={String(pool?.unit_size ?? 1)}
            width="medium"
            value={line.granted}
            onChange={(granted) => onChange({ granted })}
            reading={pool && countsWon(pool) && isWhole(line.granted) && readWon(BigInt(line.granted), language)}
            error={errorOf(`${at}.granted`)}
          />
          <DateTimeField
            id={`${at}.from`}
            label={t('admin.grant.from')}
            hint={t('admin.grant.from_hint')}
            value={line.from}
            onChange={(from) => onChange({ from })}
            error={errorOf(`${at}.from`)}
          />
          <DateTimeField
            id={`${at}.until`}
            label={t('admin.grant.until')}
            hint={t('admin.grant.until_hint')}
            value={line.until}
            onChange={(until) => onChange({ until })}
            error={errorOf(`${at}.until`)}
          />
        </Grid>
        <TextArea
          id={`${at}.reason`}
          label={t('admin.reason')}
          hint={t('admin.award.reason_hint')}
          rows={2}
          value={line.reason}
          onChange={(reason) => onChange({ reason })}
          error={errorOf(`${at}.reason`)}
        />
      </Section>
    </Card>
  );
}
