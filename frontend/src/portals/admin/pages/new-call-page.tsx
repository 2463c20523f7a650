import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useCreateCall } from '@/features/call-admin/api';
import { CallTextForm } from '@/features/call-admin/call-text-form';
import { EarlierCall } from '@/features/call-admin/earlier-call';
import { useText } from '@/i18n/use-text';
import { paths } from '@/paths';
import { Disclosure } from '@/ui/disclosure/disclosure';
import { Prose, Stack } from '@/ui/layout/layout';
import { PageHeader } from '@/ui/page-header/page-header';
import { showToast } from '@/ui/toast/toast-store';
import { CodeBlock } from '../code-block';
import { afterSaving, LeaveQuestion } from '../leave-question';
import { useRights } from '../rights';

// The start of a call, with the persons who run it: the part that every call needs and no file from elsewhere has.
const example = `key: my-call-2026
programme: world_best_llm
title:
  ko: 2026년 공모
  en: Call of 2026
administrators: [administrator@example.kr]
approvers: [approver@example.kr]
`;

/** A new call from a text. */
export function NewCallPage() {
  const t = useText();
  const navigate = useNavigate();
  const rights = useRights();
  const create = useCreateCall();
  const [start, setStart] = useState({ id: 0, text: '' });
  // The form begins anew with the text of the earlier call.
  const begin = (text: string) => {
    setStart({ id: start.id + 1, text });
    showToast(t('admin.call.earlier.done'));
  };
  const submit = async (text: string) => {
    const call = await create.mutateAsync(text);
    showToast(t('admin.call.created'));
    void navigate(paths.admin.call(call.id), afterSaving);
  };
  return (
    <>
      <PageHeader
        title={t('admin.call.new')}
        crumbs={[{ label: t('admin.nav.calls'), to: paths.admin.home() }]}
        description={t('admin.call.new_hint')}
      />
      <Stack>
        {!rights.isOrganiser && <Prose>{t('admin.call.organiser_only')}</Prose>}
        <Disclosure title={t('admin.call.persons')}>
          <Stack>
            <Prose>
              <p>{t('admin.call.persons_hint')}</p>
            </Prose>
            <CodeBlock>{example}</CodeBlock>
          </Stack>
        </Disclosure>
        {rights.isOrganiser && <EarlierCall onText={begin} />}
        {rights.isOrganiser && (
          <CallTextForm
            key={start.id}
            initial={start.text}
            submitLabel={t('admin.call.create')}
            status={create.isPending ? 'pending' : 'ready'}
            onSubmit={submit}
            guard={(work) => <LeaveQuestion work={work} />}
          />
        )}
      </Stack>
    </>
  );
}
