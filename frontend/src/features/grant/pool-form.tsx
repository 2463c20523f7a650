import { useState } from 'react';
import { useBilingual } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import { useErrorSummary, type ErrorItem } from '@/lib/use-error-summary';
import { Button } from '@/ui/button/button';
import { Form } from '@/ui/form/form';
import { Section } from '@/ui/layout/layout';
import { NumberField } from '@/ui/number-field/number-field';
import { Select } from '@/ui/select/select';
import { TextField } from '@/ui/text-field/text-field';
import { useCreatePool, type Resource } from './api';
import { emptyWindow, isWhole, missingInWindow, windowInput, WindowFields, type WindowDraft } from './window-fields';

const windowPrefix = 'windows[0].';

type PoolFormProps = { callId: string; resources: Resource[]; onCreated: () => void };

/** A new pool with its first period. */
export function PoolForm({ callId, resources, onCreated }: PoolFormProps) {
  const t = useText();
  const say = useBilingual();
  const create = useCreatePool();
  const errors = useErrorSummary();
  const [resourceKey, setResourceKey] = useState('');
  const [name, setName] = useState('');
  const [provider, setProvider] = useState('');
  const [step, setStep] = useState('');
  const [first, setFirst] = useState<WindowDraft>(emptyWindow);
  const resource = resources.find((one) => one.key === resourceKey);

  const missing = (): ErrorItem[] => [
    ...(resourceKey ? [] : [{ fieldId: 'resource_key', message: t('admin.grant.resource_missing') }]),
    ...(name.trim() ? [] : [{ fieldId: 'name', message: t('admin.grant.name_missing') }]),
    ...(provider.trim() ? [] : [{ fieldId: 'provider', message: t('admin.grant.provider_missing') }]),
    ...(step === '' || isWhole(step) ? [] : [{ fieldId: 'unit_size', message: t('admin.grant.units_missing') }]),
    ...missingInWindow(first, windowPrefix, t),
  ];
  const submit = async () => {
    if (create.isPending) return;
    const items = missing();
    errors.setItems(items);
    if (items.length > 0) return;
    try {
      await create.mutateAsync({
        call_id: callId,
        resource_key: resourceKey,
        name: name.trim(),
        provider: provider.trim(),
        ...(step && { unit_size: Number(step) }),
        windows: [windowInput(first)],
      });
      onCreated();
    } catch (thrown) {
      errors.report(thrown);
    }
  };
  return (
    <Form errors={errors.items} onSubmit={submit}>
      <Select
        id="resource_key"
        label={t('admin.grant.resource')}
        value={resourceKey}
        onChange={setResourceKey}
        options={resources.map((one) => ({ value: one.key, label: say(one.title) }))}
        error={errors.errorOf('resource_key')}
      />
      <TextField
        id="name"
        label={t('admin.grant.pool_name')}
        hint={t('admin.grant.pool_name_hint')}
        value={name}
        onChange={setName}
        error={errors.errorOf('name')}
      />
      <TextField
        id="provider"
        label={t('admin.grant.provider')}
        value={provider}
        onChange={setProvider}
        error={errors.errorOf('provider')}
      />
      <NumberField
        id="unit_size"
        label={t('admin.grant.step')}
        hint={t('admin.grant.step_hint', { step: resource?.step ?? 1 })}
        requirement="optional"
        unit={say(resource?.unit)}
        value={step}
        onChange={setStep}
        error={errors.errorOf('unit_size')}
      />
      <Section title={t('admin.grant.first_window')}>
        <WindowFields
          draft={first}
          onChange={setFirst}
          unit={say(resource?.unit)}
          prefix={windowPrefix}
          errorOf={errors.errorOf}
        />
      </Section>
      <div>
        <Button type="submit" variant="primary" status={create.isPending ? 'pending' : 'ready'}>
          {t('admin.grant.create_pool')}
        </Button>
      </div>
    </Form>
  );
}
