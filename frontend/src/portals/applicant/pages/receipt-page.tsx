import { useEffect, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useLocation, useParams, useSearchParams } from 'react-router';
import { ContactWords } from '@/features/call/call-facts';
import { receiptsOptions, submissionOptions, type Receipt, type Submission } from '@/features/submission/api';
import { useReceiptDownload, useSignedReceiptDownload } from '@/features/submission/download';
import { ReceiptFacts, ReceiptFiles, ReceiptProof, useExactTime } from '@/features/submission/receipt-view';
import { VersionTag } from '@/features/submission/filing-tag';
import { useBilingual, useNameOf } from '@/i18n/bilingual';
import { useLanguage } from '@/i18n/provider';
import { useText } from '@/i18n/use-text';
import { formatDateTime } from '@/lib/date';
import { serverNow } from '@/lib/server-clock';
import { paths } from '@/paths';
import { Breadcrumbs } from '@/ui/breadcrumbs/breadcrumbs';
import { Button } from '@/ui/button/button';
import { ConfirmationPanel } from '@/ui/confirmation-panel/confirmation-panel';
import { CopyField } from '@/ui/copy-field/copy-field';
import { EmptyState } from '@/ui/empty-state/empty-state';
import { InlineAlert } from '@/ui/inline-alert/inline-alert';
import { Cluster, Section, Stack } from '@/ui/layout/layout';
import { ButtonLink, Link } from '@/ui/link/link';
import { PageHeader, usePageTitle } from '@/ui/page-header/page-header';
import { Loaded } from '../loaded';
import { useSubmissionCrumbs } from '../use-submission';

/** The proof of a filing, at an address that stays. */
export function ReceiptPage() {
  const t = useText();
  const { submissionId = '' } = useParams();
  const [search] = useSearchParams();
  const reference = search.get('reference');
  const receipts = useQuery(receiptsOptions(submissionId));
  const submission = useQuery(submissionOptions(submissionId));
  const crumbs = useSubmissionCrumbs(submission.data, 'below');
  return (
    <Loaded query={receipts} title={t('applicant.receipt.title')} crumbs={crumbs}>
      {(list) => {
        const receipt = reference ? list.find((one) => one.reference === reference) : list[0];
        if (!receipt) {
          return (
            <Stack>
              <PageHeader title={t('applicant.receipt.title')} crumbs={crumbs} />
              <EmptyState title={t('applicant.receipt.none')}>{t('applicant.receipt.none_reason')}</EmptyState>
            </Stack>
          );
        }
        return <ReceiptView receipt={receipt} crumbs={crumbs} submission={submission.data} />;
      }}
    </Loaded>
  );
}

type ReceiptViewProps = {
  receipt: Receipt;
  crumbs: ReturnType<typeof useSubmissionCrumbs>;
  /** Once it is known. */
  submission: Submission | undefined;
};

function ReceiptView({ receipt, crumbs, submission }: ReceiptViewProps) {
  const t = useText();
  const { language } = useLanguage();
  const download = useReceiptDownload();
  const signed = useSignedReceiptDownload();
  const which = { id: receipt.submission_id, reference: receipt.reference };
  // Until when it can be filed again.
  const closesAt = submission?.writable ? submission.stage.closes_at : undefined;
  const address = new URL(`${paths.applicant.receipt(receipt.submission_id, receipt.reference)}`, location.origin).href;
  return (
    <Stack gap="section">
      <Top receipt={receipt} crumbs={crumbs} submission={submission} />
      <Cluster>
        <Button
          variant="primary"
          icon="document"
          status={download.isPending ? 'pending' : 'ready'}
          onClick={() => download.mutate(which)}
        >
          {t('applicant.receipt.pdf')}
        </Button>
        <Button icon="document" status={signed.isPending ? 'pending' : 'ready'} onClick={() => signed.mutate(which)}>
          {t('applicant.receipt.signed')}
        </Button>
        <ButtonLink to={paths.applicant.submission(receipt.submission_id)}>{t('applicant.submission.back')}</ButtonLink>
      </Cluster>
      <Section title={t('applicant.receipt.next')}>
        <NextWords receipt={receipt} teamId={submission?.team_id} />
        {closesAt && <p>{t('applicant.receipt.again', { at: formatDateTime(closesAt, language) })}</p>}
        <ContactWords contact={receipt.contact} />
      </Section>
      <Section title={t('applicant.receipt.facts')}>
        <ReceiptFacts receipt={receipt} />
      </Section>
      <Section title={t('applicant.receipt.files')}>
        <ReceiptFiles receipt={receipt} rules={submission?.stage.documents ?? []} />
        <ReceiptProof receipt={receipt} />
      </Section>
      <CopyField label={t('applicant.receipt.address')} hint={t('applicant.receipt.address_hint')} value={address} />
    </Stack>
  );
}

function NextWords({ receipt, teamId }: { receipt: Receipt; teamId: string | undefined }) {
  const t = useText();
  const say = useBilingual();
  const { language } = useLanguage();
  if (!receipt.next_stage || !receipt.next_result_at) return <p>{t('applicant.receipt.next_open')}</p>;
  const words = { stage: say(receipt.next_stage), at: formatDateTime(receipt.next_result_at, language) };
  if (Date.parse(receipt.next_result_at) > serverNow()) return <p>{t('applicant.receipt.next_planned', words)}</p>;
  return (
    <p>
      {t('applicant.receipt.next_past', words)}{' '}
      {teamId && <Link to={paths.applicant.results(teamId)}>{t('applicant.step.result_button')}</Link>}
    </p>
  );
}

// Who has just filed is told so; who comes back later reads the same receipt under its own name.
function Top({ receipt, crumbs, submission }: ReceiptViewProps) {
  const t = useText();
  const nameOf = useNameOf();
  const exact = useExactTime();
  const { state } = useLocation() as { state: { filed?: boolean } | null };
  const [justFiled] = useState(state?.filed === true);
  const title = t(justFiled ? 'applicant.receipt.filed_title' : 'applicant.receipt.title');
  if (justFiled) {
    return (
      <Stack>
        <FiledTitle title={title} />
        <Breadcrumbs crumbs={crumbs} current={t('applicant.receipt.title')} />
        <ConfirmationPanel
          title={title}
          reference={{ label: t('applicant.receipt.reference'), value: receipt.reference }}
        >
          {t('applicant.receipt.arrived_at', { at: exact(receipt.arrived_at) })}
        </ConfirmationPanel>
        <p>{t('applicant.receipt.mailed')}</p>
      </Stack>
    );
  }
  return (
    <Stack>
      <PageHeader
        title={title}
        crumbs={crumbs}
        context={submission?.team.name === receipt.team_name ? nameOf(submission.team) : receipt.team_name}
        status={
          submission && <VersionTag counts={receipt.counts} replaced={receipt.number < submission.filed_versions} />
        }
      />
      {!receipt.counts && <InlineAlert tone="warning" title={t('applicant.receipt.replaced')} />}
    </Stack>
  );
}

function FiledTitle({ title }: { title: string }) {
  usePageTitle(title);
  useEffect(() => {
    document.querySelector<HTMLElement>('main h1')?.focus();
  }, []);
  return null;
}
