import { useParams } from 'react-router';
import { ContactWords } from '@/features/call/call-facts';
import { useWithdrawSubmission, type Submission, type TaskItem } from '@/features/submission/api';
import { FilingTag, isWithdrawn, VersionTag } from '@/features/submission/filing-tag';
import { useExactTime } from '@/features/submission/receipt-view';
import type { Words } from '@/features/submission/section-problems';
import { ActDialog } from '@/features/team/act-dialog';
import { useBilingual, useNameOf } from '@/i18n/bilingual';
import { useLanguage } from '@/i18n/provider';
import { useText } from '@/i18n/use-text';
import { formatDate, formatClock, zoneName } from '@/lib/date';
import { newIdempotencyKey } from '@/lib/idempotency';
import { useNow } from '@/lib/use-now';
import { paths } from '@/paths';
import { Countdown } from '@/ui/countdown/countdown';
import { InlineAlert } from '@/ui/inline-alert/inline-alert';
import { Section, Stack } from '@/ui/layout/layout';
import { ButtonLink, Link } from '@/ui/link/link';
import { PageHeader } from '@/ui/page-header/page-header';
import { Progress } from '@/ui/progress/progress';
import { Table } from '@/ui/table/table';
import { TaskList, type Task, type TaskStatus } from '@/ui/task-list/task-list';
import { showToast } from '@/ui/toast/toast-store';
import { ClosedNotice } from '../closed-notice';
import { Loaded } from '../loaded';
import { addressOf, problemOf } from '../tasks';
import { useSubmission, useSubmissionCrumbs } from '../use-submission';

/** What is to be done for a submission: the place to come back to. */
export function SubmissionPage() {
  const t = useText();
  const { submissionId = '' } = useParams();
  const submission = useSubmission(submissionId);
  const crumbs = useSubmissionCrumbs(submission.data, 'self');
  return (
    <Loaded query={submission} title={t('applicant.submission.title_plain')} crumbs={crumbs}>
      {(data) => <SubmissionView submission={data} />}
    </Loaded>
  );
}

function SubmissionView({ submission }: { submission: Submission }) {
  const t = useText();
  const say = useBilingual();
  const nameOf = useNameOf();
  const crumbs = useSubmissionCrumbs(submission, 'self');
  const { stage, writable } = submission;
  return (
    <Stack gap="section">
      <PageHeader
        title={t('applicant.submission.title', { stage: say(stage.title) })}
        crumbs={crumbs}
        context={`${say(submission.call_title)} · ${nameOf(submission.team)}`}
        status={<FilingTag submission={submission} />}
      />
      <Stack>
        {stage.closes_at && <Countdown deadline={stage.closes_at} label={t('applicant.submission.deadline')} />}
        <ServerClock />
        {!writable && <ClosedNotice submission={submission} />}
        {isWithdrawn(submission) && (
          <InlineAlert tone="warning" title={t('applicant.submission.withdrawn_notice')}>
            {writable && t('applicant.submission.withdrawn_help')}
          </InlineAlert>
        )}
        {writable && submission.filed && (
          <InlineAlert
            tone={submission.changed ? 'warning' : 'success'}
            title={t(submission.changed ? 'applicant.submission.changed' : 'applicant.submission.unchanged')}
          >
            {t(submission.changed ? 'applicant.submission.changed_help' : 'applicant.submission.unchanged_help')}
          </InlineAlert>
        )}
      </Stack>
      <Tasks submission={submission} />
      {submission.versions.length > 0 && <Versions submission={submission} />}
      {writable && submission.may_file && submission.filed && <Withdraw submission={submission} />}
      <Section title={t('applicant.call.contact')}>
        <ContactWords contact={submission.contact} />
      </Section>
    </Stack>
  );
}

function ServerClock() {
  const t = useText();
  const { language } = useLanguage();
  const now = new Date(useNow(1000));
  return (
    <p>
      {t('applicant.submission.server_time')} {formatDate(now, language)} {formatClock(now, language)} ({zoneName})
    </p>
  );
}

function Tasks({ submission }: { submission: Submission }) {
  const t = useText();
  const say = useBilingual();
  const groups = [
    { kind: 'section', title: t('applicant.submission.sections') },
    { kind: 'document', title: t('applicant.submission.documents') },
    { kind: 'requests', title: t('applicant.submission.requests') },
    { kind: 'submit', title: t('applicant.submission.submit') },
  ] as const;
  const own = submission.tasks.filter((task) => task.kind !== 'submit');
  const needed = own.filter((task) => !task.optional);
  const done = needed.filter((task) => task.status === 'completed').length;
  return (
    <Stack gap="section">
      {submission.writable && (
        <Progress
          label={t('applicant.submission.progress')}
          value={done}
          max={needed.length}
          text={t('applicant.submission.progress_value', { done, count: needed.length })}
        />
      )}
      {groups.map(({ kind, title }) => {
        const tasks = submission.tasks.filter((task) => task.kind === kind);
        return tasks.length === 0 ? null : (
          <TaskList key={kind} title={title} tasks={tasks.map((task) => taskOf(task, submission, { t, say }))} />
        );
      })}
    </Stack>
  );
}

const statuses: Record<TaskItem['status'], TaskStatus> = {
  not_started: 'not-started',
  in_progress: 'in-progress',
  completed: 'completed',
  cannot_start_yet: 'cannot-start',
  problem: 'problem',
};

// Once nothing can be changed every task leads to what was written, whatever its status.
function taskOf(task: TaskItem, submission: Submission, words: Words): Task {
  const { t, say } = words;
  const [first] = task.problems;
  const name =
    task.kind === 'requests' || task.kind === 'submit' ? t(`applicant.submission.${task.kind}_task`) : say(task.title);
  const id = `${task.kind}-${task.key}`;
  const status = statuses[task.status];
  if (status === 'cannot-start' && submission.writable) {
    return { id, title: name, status, reason: t('applicant.submission.submit_later') };
  }
  const hints = [
    task.optional ? t('applicant.call.optional') : undefined,
    task.kind === 'submit' && !submission.may_file && submission.writable
      ? t('applicant.submission.lead_submits')
      : undefined,
    task.status === 'problem' && first ? problemOf(first, submission, words) : undefined,
  ].filter((hint) => hint !== undefined);
  return {
    id,
    title: name,
    status: status === 'cannot-start' ? 'not-started' : status,
    to: addressOf(task, submission.id),
    ...(hints.length > 0 && { hint: hints.join(' · ') }),
  };
}

function Versions({ submission }: { submission: Submission }) {
  const t = useText();
  const exact = useExactTime();
  return (
    <Section
      title={t('applicant.submission.versions')}
      actions={<ButtonLink to={paths.applicant.receipt(submission.id)}>{t('applicant.receipt.newest')}</ButtonLink>}
    >
      <Table
        caption={t('applicant.table_of', { title: t('applicant.submission.versions') })}
        captionDisplay="hidden"
        rows={submission.versions}
        rowKey={(version) => version.reference}
        columns={[
          {
            id: 'number',
            header: t('applicant.receipt.number'),
            cell: (version) => t('applicant.receipt.number_value', { number: version.number }),
          },
          {
            id: 'reference',
            header: t('applicant.receipt.reference'),
            kind: 'row-header',
            cell: (version) => (
              <Link to={paths.applicant.receipt(submission.id, version.reference)}>{version.reference}</Link>
            ),
          },
          { id: 'at', header: t('applicant.receipt.arrived'), cell: (version) => exact(version.arrived_at) },
          {
            id: 'counts',
            header: t('applicant.submission.counts'),
            cell: (version) => (
              <VersionTag counts={version.counts} replaced={version.number < submission.filed_versions} />
            ),
          },
        ]}
      />
    </Section>
  );
}

function Withdraw({ submission }: { submission: Submission }) {
  const t = useText();
  const withdraw = useWithdrawSubmission(submission.id);
  return (
    <div>
      <ActDialog
        label={t('applicant.submission.withdraw')}
        variant="danger"
        size="medium"
        title={t('applicant.submission.withdraw_title')}
        confirmLabel={t('applicant.submission.withdraw')}
        act={() => withdraw.mutateAsync(newIdempotencyKey())}
        onDone={() => showToast(t('applicant.submission.withdrawn'))}
      >
        {t('applicant.submission.withdraw_help')}
      </ActDialog>
    </div>
  );
}
