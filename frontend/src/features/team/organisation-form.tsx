import { useState } from 'react';
import { useText } from '@/i18n/use-text';
import { useIdempotencyKey } from '@/lib/idempotency';
import { useErrorSummary, type ErrorItem } from '@/lib/use-error-summary';
import { Button } from '@/ui/button/button';
import { Form } from '@/ui/form/form';
import { Cluster } from '@/ui/layout/layout';
import { Select } from '@/ui/select/select';
import { TextField } from '@/ui/text-field/text-field';
import { useCreateOrganisation, type Organisation, type OrganisationInput } from './api';
import { isOrganisationKind, organisationKinds } from './labels';
import { formatRegistrationNumber } from './registration-number';

type OrganisationFormProps = { onDone: (organisation: Organisation) => void; onCancel?: (() => void) | undefined };

const empty = { registration_number: '', name: '', name_en: '', kind: '', representative: '' };
type Draft = typeof empty;

/** Registers an organisation that is not known yet. Who registers it may act for it. */
export function OrganisationForm({ onDone, onCancel }: OrganisationFormProps) {
  const t = useText();
  const create = useCreateOrganisation();
  const errors = useErrorSummary();
  const { key, renew } = useIdempotencyKey();
  const [draft, setDraft] = useState<Draft>(empty);
  const set = (name: keyof Draft) => (value: string) => {
    setDraft({ ...draft, [name]: value });
    renew();
  };

  const submit = async () => {
    if (create.isPending) return;
    const input = checked(draft);
    if (!input) return errors.setItems(missing(draft, t('applicant.organisation.kind_missing'), t));
    try {
      onDone(await create.mutateAsync({ input, key: key() }));
    } catch (thrown) {
      errors.report(thrown);
    }
  };

  return (
    <Form errors={errors.items} onSubmit={submit}>
      <TextField
        id="registration_number"
        label={t('applicant.organisation.number')}
        hint={t('applicant.organisation.number_hint')}
        width="medium"
        inputMode="numeric"
        autoComplete="off"
        maxLength={20}
        value={draft.registration_number}
        onChange={(typed) => set('registration_number')(formatRegistrationNumber(typed))}
        error={errors.errorOf('registration_number')}
      />
      <TextField
        id="name"
        label={t('applicant.organisation.name')}
        hint={t('applicant.organisation.name_hint')}
        autoComplete="organization"
        value={draft.name}
        onChange={set('name')}
        error={errors.errorOf('name')}
      />
      <TextField
        id="name_en"
        label={t('applicant.organisation.name_en')}
        lang="en"
        requirement="optional"
        value={draft.name_en}
        onChange={set('name_en')}
        error={errors.errorOf('name_en')}
      />
      <Select
        id="kind"
        label={t('applicant.organisation.kind')}
        value={draft.kind}
        onChange={set('kind')}
        options={Object.entries(organisationKinds).map(([value, id]) => ({ value, label: t(id) }))}
        error={errors.errorOf('kind')}
      />
      <TextField
        id="representative"
        label={t('applicant.organisation.representative')}
        width="medium"
        value={draft.representative}
        onChange={set('representative')}
        error={errors.errorOf('representative')}
      />
      <Cluster>
        <Button type="submit" variant="primary" status={create.isPending ? 'pending' : 'ready'}>
          {t('applicant.organisation.register')}
        </Button>
        {onCancel && <Button onClick={onCancel}>{t('common.dialog.cancel')}</Button>}
      </Cluster>
    </Form>
  );
}

// Only the kind is checked here: it must be one of the list to be sent at all. The rest is the server's to say, all at once.
function checked(draft: Draft): OrganisationInput | undefined {
  return isOrganisationKind(draft.kind) ? { ...draft, kind: draft.kind } : undefined;
}

const requiredFields = ['registration_number', 'name', 'representative'] as const;

function missing(draft: Draft, kindMissing: string, t: ReturnType<typeof useText>): ErrorItem[] {
  const items: ErrorItem[] = requiredFields
    .filter((name) => draft[name].trim() === '')
    .map((fieldId) => ({ fieldId, message: t(`applicant.organisation.missing.${fieldId}`) }));
  const kindAt = items.findIndex((item) => item.fieldId === 'representative');
  items.splice(kindAt < 0 ? items.length : kindAt, 0, { fieldId: 'kind', message: kindMissing });
  return items;
}
