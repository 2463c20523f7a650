import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from 'react-router';
import { callOptions, firstFiling, type Call, type Stage } from '@/features/call/api';
import { StageSteps } from '@/features/call/stage-steps';
import { teamSubmissionsOptions, type SubmissionSummary } from '@/features/submission/api';
import { FilingTag } from '@/features/submission/filing-tag';
import { ActDialog } from '@/features/team/act-dialog';
import { offersOptions, teamOptions, useTeamActs, type Offer, type Team } from '@/features/team/api';
import { EligibilityTable } from '@/features/team/eligibility';
import { outcomes } from '@/features/team/labels';
import { TeamOrganisations } from '@/features/team/team-organisations';
import { TeamPeople } from '@/features/team/team-people';
import { useBilingual, useNameOf } from '@/i18n/bilingual';
import { useLanguage } from '@/i18n/provider';
import { useText } from '@/i18n/use-text';
import { formatDateTime } from '@/lib/date';
import { newIdempotencyKey } from '@/lib/idempotency';
import { useErrorSummary } from '@/lib/use-error-summary';
import { useNow } from '@/lib/use-now';
import { paths } from '@/paths';
import { Button } from '@/ui/button/button';
import { Disclosure } from '@/ui/disclosure/disclosure';
import { Form } from '@/ui/form/form';
import { InlineAlert } from '@/ui/inline-alert/inline-alert';
import { Card, Cluster, Section, Stack } from '@/ui/layout/layout';
import { ButtonLink, Link } from '@/ui/link/link';
import { PageHeader } from '@/ui/page-header/page-header';
import { StatusTag } from '@/ui/status-tag/status-tag';
import { Table } from '@/ui/table/table';
import { TextField } from '@/ui/text-field/text-field';
import { showToast } from '@/ui/toast/toast-store';
import { Loaded } from '../loaded';
import { nextStep } from '../next-step';
import { StepButton, StepWords } from '../team-card';

/** A team: its organisations, people and way through the call. */
export function TeamPage() {
  const t = useText();
  const { teamId = '' } = useParams();
  const team = useQuery(teamOptions(teamId));
  const call = useQuery({ ...callOptions(team.data?.call_id ?? ''), enabled: team.data !== undefined });
  const submissions = useQuery(teamSubmissionsOptions(teamId));
  const offers = useQuery(offersOptions(teamId));
  const title = t('applicant.team.title');
  const crumbs = [{ label: t('applicant.nav.home'), to: paths.applicant.home() }];
  return (
    <Loaded query={team} title={title} crumbs={crumbs}>
      {(teamData) => (
        <Loaded query={call} title={title} crumbs={crumbs}>
          {(callData) => (
            <TeamView team={teamData} call={callData} submissions={submissions.data ?? []} offers={offers.data ?? []} />
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

type TeamViewProps = { team: Team; call: Call; submissions: SubmissionSummary[]; offers: Offer[] };

function TeamView({ team, call, submissions, offers }: TeamViewProps) {
  const t = useText();
  const say = useBilingual();
  const { language } = useLanguage();
  const nameOf = useNameOf();
  const now = useNow(30_000);
  // The name in the other language, where there are two.
  const otherName = team.name_en && (language === 'ko' ? team.name_en : team.name);
  const lead = team.my_role === 'lead';
  const mode = lead && team.changeable && team.status === 'active' ? 'edit' : 'read';
  const closesAt = firstFiling(call)?.closes_at;
  const intakeOpen = closesAt !== undefined && Date.parse(closesAt) > now;
  const step = nextStep({ team, call, submissions, offers, now });
  return (
    <Stack gap="section">
      <PageHeader
        title={nameOf(team)}
        crumbs={[
          { label: t('applicant.nav.home'), to: paths.applicant.home() },
          { label: say(call.title), to: paths.applicant.call(call.id) },
        ]}
        context={say(call.title)}
        status={
          team.status === 'withdrawn' ? (
            <StatusTag tone="warning">{t('applicant.team.withdrawn')}</StatusTag>
          ) : undefined
        }
        description={otherName && <span lang={language === 'ko' ? 'en' : 'ko'}>{otherName}</span>}
      />
      {team.status === 'withdrawn' && <WithdrawnNotice team={team} mode={lead && team.changeable ? 'edit' : 'read'} />}
      <Section title={t('applicant.team.next')}>
        <Card tone="subtle">
          <Stack>
            <StepWords step={step} />
            <Cluster>
              <StepButton step={step} teamId={team.id} />
              <ButtonLink to={paths.applicant.results(team.id)}>{t('applicant.team.results')}</ButtonLink>
              {offers.length > 0 && (
                <ButtonLink to={paths.applicant.offers(team.id)}>{t('applicant.team.offers')}</ButtonLink>
              )}
            </Cluster>
          </Stack>
        </Card>
      </Section>
      <Stages team={team} call={call} submissions={submissions} />
      <Section
        title={t('applicant.eligibility.title')}
        description={t(intakeOpen ? 'applicant.eligibility.help' : 'applicant.eligibility.help_over')}
      >
        <EligibilityTable findings={team.eligibility} rules={call.definition.eligibility ?? []} />
      </Section>
      {team.changeable && team.changes_until && (
        <p>{t('applicant.team.changes_until', { at: formatDateTime(team.changes_until, language) })}</p>
      )}
      <TeamOrganisations team={team} mode={mode} />
      <TeamPeople team={team} mode={mode} />
      {mode === 'edit' && (
        <Section title={t('applicant.team.manage')}>
          <RenameForm key={team.version} team={team} />
          <Withdraw team={team} />
        </Section>
      )}
    </Stack>
  );
}

function Stages({ team, call, submissions }: { team: Team; call: Call; submissions: SubmissionSummary[] }) {
  const t = useText();
  const say = useBilingual();
  const entryOf = (stage: Stage) => team.entries.find((entry) => entry.stage_id === stage.id);
  const noteOf = (stage: Stage) => {
    const entry = entryOf(stage);
    return entry && stage.phase === 'released' ? t(outcomes[entry.outcome].label) : undefined;
  };
  const entered = call.stages.filter((stage) => entryOf(stage));
  return (
    <Section title={t('applicant.call.procedure')}>
      <StageSteps stages={call.stages} noteOf={noteOf} />
      <Table
        caption={t('applicant.team.entries')}
        rows={entered}
        rowKey={(stage) => stage.id}
        columns={[
          { id: 'stage', header: t('applicant.call.stage'), kind: 'row-header', cell: (stage) => say(stage.title) },
          {
            id: 'outcome',
            header: t('applicant.result.outcome'),
            cell: (stage) => {
              const outcome = outcomes[entryOf(stage)?.outcome ?? 'undecided'];
              return <StatusTag tone={outcome.tone}>{t(outcome.label)}</StatusTag>;
            },
          },
          {
            id: 'submission',
            header: t('applicant.team.submission'),
            cell: (stage) => (
              <SubmissionLink stage={stage} submission={submissions.find((one) => one.stage_id === stage.id)} />
            ),
          },
        ]}
      />
    </Section>
  );
}

type SubmissionLinkProps = { stage: Stage; submission: SubmissionSummary | undefined };

function SubmissionLink({ stage, submission }: SubmissionLinkProps) {
  const t = useText();
  const say = useBilingual();
  const takes = stage.closes_at !== undefined;
  if (!takes) return t('applicant.team.no_filing');
  if (!submission) return t(stage.phase === 'filing' ? 'common.task.not_started' : 'applicant.team.not_filed');
  return (
    <Cluster>
      <FilingTag submission={submission} />
      <Link to={paths.applicant.submission(submission.id)} hiddenText={say(stage.title)}>
        {t('applicant.team.open_submission')}
      </Link>
      {submission.filed_versions > 0 && (
        <Link to={paths.applicant.receipt(submission.id)} hiddenText={say(stage.title)}>
          {t('applicant.receipt.title')}
        </Link>
      )}
    </Cluster>
  );
}

function RenameForm({ team }: { team: Team }) {
  const t = useText();
  const { rename } = useTeamActs(team.id);
  const errors = useErrorSummary();
  const [name, setName] = useState(team.name);
  const [nameEn, setNameEn] = useState(team.name_en);
  const submit = async () => {
    if (rename.isPending) return;
    if (!name.trim()) return errors.setItems([{ fieldId: 'name', message: t('applicant.register.name_missing') }]);
    try {
      await rename.mutateAsync({ name, nameEn, version: team.version });
      showToast(t('applicant.team.renamed'));
    } catch (thrown) {
      errors.report(thrown);
    }
  };
  return (
    <Disclosure title={t('applicant.team.rename')}>
      <Form errors={errors.items} onSubmit={submit}>
        <TextField
          id="name"
          label={t('applicant.team.name')}
          value={name}
          onChange={setName}
          error={errors.errorOf('name')}
        />
        <TextField
          id="name_en"
          label={t('applicant.team.name_en')}
          lang="en"
          requirement="optional"
          value={nameEn}
          onChange={setNameEn}
          error={errors.errorOf('name_en')}
        />
        <div>
          <Button type="submit" status={rename.isPending ? 'pending' : 'ready'}>
            {t('applicant.team.rename_submit')}
          </Button>
        </div>
      </Form>
    </Disclosure>
  );
}

function Withdraw({ team }: { team: Team }) {
  const t = useText();
  const navigate = useNavigate();
  const nameOf = useNameOf();
  const { withdraw } = useTeamActs(team.id);
  return (
    <div>
      <ActDialog
        label={t('applicant.team.withdraw')}
        variant="danger"
        size="medium"
        title={t('applicant.team.withdraw_title', { name: nameOf(team) })}
        confirmLabel={t('applicant.team.withdraw')}
        act={() => withdraw.mutateAsync(newIdempotencyKey())}
        onDone={() => {
          showToast(t('applicant.team.withdrawn_done'));
          void navigate(paths.applicant.team(team.id), { replace: true });
        }}
      >
        {t('applicant.team.withdraw_help')}
      </ActDialog>
    </div>
  );
}

function WithdrawnNotice({ team, mode }: { team: Team; mode: 'edit' | 'read' }) {
  const t = useText();
  const nameOf = useNameOf();
  const { comeBack } = useTeamActs(team.id);
  return (
    <InlineAlert
      tone="warning"
      title={t('applicant.team.withdrawn_notice')}
      actions={
        mode === 'edit' ? (
          <ActDialog
            label={t('applicant.team.return')}
            variant="primary"
            tone="normal"
            title={t('applicant.team.return_title', { name: nameOf(team) })}
            confirmLabel={t('applicant.team.return')}
            act={() => comeBack.mutateAsync(newIdempotencyKey())}
            onDone={() => showToast(t('applicant.team.returned'))}
          >
            {t('applicant.team.return_help')}
          </ActDialog>
        ) : undefined
      }
    >
      {t(mode === 'edit' ? 'applicant.team.withdrawn_help' : 'applicant.team.withdrawn_over')}
    </InlineAlert>
  );
}
