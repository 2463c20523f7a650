import { useEffect, useId, useState, type FormEvent } from 'react';
import { useQuery } from '@tanstack/react-query';
import { asAppError } from '@/api/app-error';
import { useText } from '@/i18n/use-text';
import { newIdempotencyKey } from '@/lib/idempotency';
import { Button } from '@/ui/button/button';
import { EmptyState } from '@/ui/empty-state/empty-state';
import { ErrorState } from '@/ui/error-state/error-state';
import { InlineAlert } from '@/ui/inline-alert/inline-alert';
import { Card, Cluster, Section, Stack } from '@/ui/layout/layout';
import { Loading } from '@/ui/loading/loading';
import { StatusTag } from '@/ui/status-tag/status-tag';
import { Table } from '@/ui/table/table';
import { TextField } from '@/ui/text-field/text-field';
import { showToast } from '@/ui/toast/toast-store';
import { ActDialog } from './act-dialog';
import { organisationSearchOptions, useTeamActs, type Organisation, type Team } from './api';
import { isOrganisationKind, organisationKinds } from './labels';
import { OrganisationForm } from './organisation-form';
import { formatRegistrationNumber } from './registration-number';

type TeamPartProps = {
  team: Team;
  /** Whether the reader may change it now. */
  mode: 'edit' | 'read';
};

/** The organisations of a consortium; the lead adds and removes those that take part. */
export function TeamOrganisations({ team, mode }: TeamPartProps) {
  const t = useText();
  const { removeOrganisation } = useTeamActs(team.id);
  const kindOf = (kind: string) => (isOrganisationKind(kind) ? t(organisationKinds[kind]) : kind);
  return (
    <Section title={t('applicant.team.organisations')}>
      <Table
        caption={t('applicant.table_of', { title: t('applicant.team.organisations') })}
        captionDisplay="hidden"
        rows={team.organisations}
        rowKey={(row) => row.organisation.id}
        columns={[
          {
            id: 'name',
            header: t('applicant.organisation.name'),
            kind: 'row-header',
            cell: ({ organisation }) => organisation.name,
          },
          {
            id: 'role',
            header: t('applicant.team.role'),
            cell: ({ role }) =>
              role === 'lead' ? (
                <StatusTag tone="info">{t('applicant.team.role.lead_organisation')}</StatusTag>
              ) : (
                t('applicant.team.role.participant')
              ),
          },
          { id: 'kind', header: t('applicant.organisation.kind'), cell: (row) => kindOf(row.organisation.kind) },
          {
            id: 'number',
            header: t('applicant.organisation.number'),
            cell: (row) => row.organisation.registration_number,
          },
          ...(mode === 'edit'
            ? [
                {
                  id: 'acts',
                  header: t('applicant.team.acts'),
                  cell: ({ role, organisation }: Team['organisations'][number]) =>
                    role === 'lead' ? null : (
                      <ActDialog
                        label={t('applicant.team.remove')}
                        hiddenText={organisation.name}
                        title={t('applicant.team.remove_organisation_title', { name: organisation.name })}
                        confirmLabel={t('applicant.team.remove')}
                        act={() => removeOrganisation.mutateAsync(organisation.id)}
                        onDone={() => showToast(t('applicant.team.removed', { name: organisation.name }))}
                      >
                        {t('applicant.team.remove_organisation_help')}
                      </ActDialog>
                    ),
                },
              ]
            : []),
        ]}
      />
      {mode === 'edit' && <AddOrganisation team={team} />}
    </Section>
  );
}

function AddOrganisation({ team }: { team: Team }) {
  const t = useText();
  const [view, setView] = useState<'closed' | 'search' | 'register'>('closed');
  const { addOrganisation } = useTeamActs(team.id);
  const [refusal, setRefusal] = useState('');

  const add = async (organisation: Organisation) => {
    setRefusal('');
    try {
      await addOrganisation.mutateAsync({ organisationId: organisation.id, key: newIdempotencyKey() });
      showToast(t('applicant.team.added', { name: organisation.name }));
      setView('closed');
    } catch (thrown) {
      const error = asAppError(thrown);
      setRefusal(error.errors[0]?.message ?? (error.message || t('common.error.no_answer_detail')));
    }
  };

  if (view === 'closed') {
    return (
      <div>
        <Button icon="plus" onClick={() => setView('search')}>
          {t('applicant.team.add_organisation')}
        </Button>
      </div>
    );
  }
  return (
    <Card>
      <Section level={3} title={t('applicant.team.add_organisation')}>
        {refusal && <InlineAlert tone="danger" urgency="assertive" title={refusal} />}
        {view === 'search' ? (
          <Search
            present={team.organisations.map((row) => row.organisation.id)}
            status={addOrganisation.isPending ? 'pending' : 'ready'}
            onAdd={(organisation) => void add(organisation)}
            onRegister={() => setView('register')}
            onCancel={() => setView('closed')}
          />
        ) : (
          <OrganisationForm onDone={(organisation) => void add(organisation)} onCancel={() => setView('search')} />
        )}
      </Section>
    </Card>
  );
}

type SearchProps = {
  present: string[];
  status: 'ready' | 'pending';
  onAdd: (organisation: Organisation) => void;
  onRegister: () => void;
  onCancel: () => void;
};

function Search({ present, status, onAdd, onRegister, onCancel }: SearchProps) {
  const t = useText();
  const fieldId = useId();
  const [words, setWords] = useState('');
  const [search, setSearch] = useState('');
  const [missing, setMissing] = useState(false);
  const found = useQuery(organisationSearchOptions(search));
  useEffect(() => document.getElementById(fieldId)?.focus(), [fieldId]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const whole = /^\d{3}-\d{2}-\d{5}$/.test(formatRegistrationNumber(words));
    setMissing(!whole);
    if (whole) setSearch(formatRegistrationNumber(words));
    else document.getElementById(fieldId)?.focus();
  };
  return (
    <Stack>
      <form noValidate role="search" onSubmit={submit}>
        <Stack gap="small">
          <TextField
            id={fieldId}
            label={t('applicant.team.search_label')}
            hint={t('applicant.team.search_hint')}
            type="search"
            value={words}
            onChange={setWords}
            error={missing ? t('applicant.team.search_missing') : undefined}
          />
          <Cluster>
            <Button type="submit" variant="primary">
              {t('applicant.team.search')}
            </Button>
            <Button onClick={onRegister}>{t('applicant.team.register_organisation')}</Button>
            <Button variant="tertiary" onClick={onCancel}>
              {t('common.dialog.cancel')}
            </Button>
          </Cluster>
        </Stack>
      </form>
      {search !== '' && found.isPending && <Loading />}
      {found.isError && <ErrorState error={asAppError(found.error)} onRetry={() => void found.refetch()} />}
      {found.data && (
        <Table
          caption={t('applicant.team.found', { count: found.data.length })}
          rows={found.data}
          rowKey={(organisation) => organisation.id}
          empty={<EmptyState title={t('applicant.team.found_none')}>{t('applicant.team.found_none_help')}</EmptyState>}
          columns={[
            { id: 'name', header: t('applicant.organisation.name'), kind: 'row-header', cell: (row) => row.name },
            { id: 'number', header: t('applicant.organisation.number'), cell: (row) => row.registration_number },
            {
              id: 'add',
              header: t('applicant.team.acts'),
              cell: (row) =>
                present.includes(row.id) ? (
                  t('applicant.team.takes_part_already')
                ) : (
                  <Button
                    size="small"
                    status={status}
                    aria-label={`${t('applicant.team.add')} ${row.name}`}
                    onClick={() => onAdd(row)}
                  >
                    {t('applicant.team.add')}
                  </Button>
                ),
            },
          ]}
        />
      )}
    </Stack>
  );
}
