import { useState, type FormEvent } from 'react';
import { useText } from '@/i18n/use-text';
import { useIdempotencyKey } from '@/lib/idempotency';
import { useErrorSummary, type ErrorItem } from '@/lib/use-error-summary';
import { Button } from '@/ui/button/button';
import { ErrorSummary } from '@/ui/error-summary/error-summary';
import { InlineAlert } from '@/ui/inline-alert/inline-alert';
import { Section, Stack } from '@/ui/layout/layout';
import { RadioGroup } from '@/ui/radio-group/radio-group';
import { TextField } from '@/ui/text-field/text-field';
import { useRegisterTeam, type Organisation, type TeamSummary } from './api';
import { OrganisationForm } from './organisation-form';

type TeamFormProps = {
  callId: string;
  /** The organisations for which the person may act. */
  organisations: Organisation[];
  onDone: (team: TeamSummary) => void;
};

/** Registers a team: first the organisation that leads it, then its name. */
export function TeamForm({ callId, organisations, onDone }: TeamFormProps) {
  const [registering, setRegistering] = useState(false);
  const [registered, setRegistered] = useState<Organisation>();
  const known = withOne(organisations, registered);
  if (registering || known.length === 0) {
    return <NewOrganisation onDone={finish} onCancel={known.length > 0 ? () => setRegistering(false) : undefined} />;
  }
  return (
    <NameForm
      key={registered?.id ?? ''}
      callId={callId}
      organisations={known}
      registered={registered}
      onNew={() => setRegistering(true)}
      onDone={onDone}
    />
  );

  function finish(organisation: Organisation) {
    setRegistered(organisation);
    setRegistering(false);
  }
}

function withOne(organisations: Organisation[], one: Organisation | undefined): Organisation[] {
  if (!one || organisations.some((other) => other.id === one.id)) return organisations;
  return [...organisations, one];
}

function NewOrganisation(props: { onDone: (organisation: Organisation) => void; onCancel: (() => void) | undefined }) {
  const t = useText();
  return (
    <Section
      title={t('applicant.register.own_organisation')}
      description={t('applicant.register.own_organisation_help')}
    >
      <OrganisationForm {...props} />
    </Section>
  );
}

type NameFormProps = TeamFormProps & { registered: Organisation | undefined; onNew: () => void };

function NameForm({ callId, organisations, registered, onNew, onDone }: NameFormProps) {
  const t = useText();
  const register = useRegisterTeam(callId);
  const errors = useErrorSummary();
  const { key, renew } = useIdempotencyKey();
  const only = organisations.length === 1 ? organisations[0] : undefined;
  const [leadId, setLeadId] = useState(registered?.id ?? only?.id ?? '');
  const [name, setName] = useState('');
  const [nameEn, setNameEn] = useState('');
  const changing = (set: (value: string) => void) => (value: string) => {
    set(value);
    renew();
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (register.isPending) return;
    const items: ErrorItem[] = [];
    if (!leadId) items.push({ fieldId: 'lead_organisation_id', message: t('applicant.register.organisation_missing') });
    if (!name.trim()) items.push({ fieldId: 'name', message: t('applicant.register.name_missing') });
    errors.setItems(items);
    if (items.length > 0) return;
    try {
      const input = { lead_organisation_id: leadId, name, name_en: nameEn };
      onDone(await register.mutateAsync({ input, key: key() }));
    } catch (thrown) {
      errors.report(thrown);
    }
  };

  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <Stack gap="large">
        <ErrorSummary items={errors.items} />
        {registered && (
          <InlineAlert
            tone="success"
            urgency="polite"
            title={t('applicant.register.organisation_registered', { name: registered.name })}
          />
        )}
        <Stack>
          <RadioGroup
            id="lead_organisation_id"
            label={t('applicant.register.lead_organisation')}
            hint={t('applicant.register.lead_organisation_hint')}
            value={leadId}
            onChange={changing(setLeadId)}
            options={organisations.map((organisation) => ({
              value: organisation.id,
              label: organisation.name,
              hint: organisation.registration_number,
            }))}
            error={errors.errorOf('lead_organisation_id')}
          />
          <div>
            <Button size="small" icon="plus" onClick={onNew}>
              {t('applicant.register.another_organisation')}
            </Button>
          </div>
        </Stack>
        <TextField
          id="name"
          label={t('applicant.team.name')}
          hint={t('applicant.register.name_hint')}
          value={name}
          onChange={changing(setName)}
          error={errors.errorOf('name')}
        />
        <TextField
          id="name_en"
          label={t('applicant.team.name_en')}
          lang="en"
          requirement="optional"
          value={nameEn}
          onChange={changing(setNameEn)}
          error={errors.errorOf('name_en')}
        />
        <div>
          <Button type="submit" variant="primary" size="large" status={register.isPending ? 'pending' : 'ready'}>
            {t('applicant.register.submit')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
