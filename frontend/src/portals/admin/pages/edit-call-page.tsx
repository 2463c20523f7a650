import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { asAppError, type AppError } from '@/api/app-error';
import { callOptions, type Call } from '@/features/call/api';
import { staffOptions, useUpdateCall } from '@/features/call-admin/api';
import { CallTextForm } from '@/features/call-admin/call-text-form';
import { draftText } from '@/features/call-admin/draft-text';
import { useText } from '@/i18n/use-text';
import { paths } from '@/paths';
import { Button } from '@/ui/button/button';
import { Disclosure } from '@/ui/disclosure/disclosure';
import { EmptyState } from '@/ui/empty-state/empty-state';
import { InlineAlert } from '@/ui/inline-alert/inline-alert';
import { Stack } from '@/ui/layout/layout';
import { ButtonLink } from '@/ui/link/link';
import { showToast } from '@/ui/toast/toast-store';
import { CallFrame } from '../call-page-frame';
import { CodeBlock } from '../code-block';
import { afterSaving, LeaveQuestion } from '../leave-question';

/** The text of a draft. */
export function EditCallPage() {
  const t = useText();
  return (
    <CallFrame title={t('admin.call.edit')} description={t('admin.call.edit_hint')}>
      {(call) =>
        call.status === 'draft' ? (
          <Editor key={call.id} call={call} />
        ) : (
          <EmptyState title={t('admin.call.not_draft')} />
        )
      }
    </CallFrame>
  );
}

const changedMeanwhile = 412;

// The text starts from the version it was opened with; newer ones never replace what is being typed.
function Editor({ call }: { call: Call }) {
  const t = useText();
  const navigate = useNavigate();
  const client = useQueryClient();
  const update = useUpdateCall(call.id);
  const staff = useQuery(staffOptions(call.id)).data;
  const [start, setStart] = useState({ text: draftText(call), version: call.version });
  const [mine, setMine] = useState<string>();
  const [theirs, setTheirs] = useState<Call>();

  const save = async (text: string, version: number) => {
    await update.mutateAsync({ text, version });
    showToast(t('admin.call.saved'));
    void navigate(paths.admin.call(call.id), afterSaving);
  };
  const submit = async (text: string) => {
    try {
      await save(text, start.version);
    } catch (thrown) {
      if (asAppError(thrown).status === changedMeanwhile) {
        setMine(text);
        setTheirs(await client.fetchQuery({ ...callOptions(call.id), staleTime: 0 }));
      }
      throw thrown;
    }
  };
  // Goes on with the own text over the newer version: the next save replaces it.
  const keepMine = () => {
    if (theirs) setStart({ text: start.text, version: theirs.version });
    setTheirs(undefined);
  };
  const takeTheirs = () => {
    if (theirs) setStart({ text: draftText(theirs), version: theirs.version });
    setTheirs(undefined);
    setMine(undefined);
  };
  return (
    <Stack>
      {theirs && (
        <InlineAlert
          tone="warning"
          urgency="assertive"
          title={t('admin.call.changed_meanwhile')}
          actions={
            <>
              <Button onClick={keepMine}>{t('admin.call.keep_mine')}</Button>
              <Button onClick={takeTheirs}>{t('admin.call.take_theirs')}</Button>
            </>
          }
        >
          <p>{t('admin.call.changed_meanwhile_hint')}</p>
          <Disclosure title={t('admin.call.their_version')}>
            <CodeBlock>{draftText(theirs)}</CodeBlock>
          </Disclosure>
        </InlineAlert>
      )}
      {staff && (
        <p>
          {t('admin.call.staff_stays', {
            administrators: staff.administrators.map((person) => person.email).join(', ') || '–',
            approvers: staff.approvers.map((person) => person.email).join(', ') || '–',
          })}
        </p>
      )}
      <CallTextForm
        key={mine === undefined ? start.version : 'mine'}
        initial={mine ?? start.text}
        submitLabel={t('admin.call.save')}
        status={update.isPending ? 'pending' : 'ready'}
        onSubmit={submit}
        isHandled={isConflict}
        guard={(work) => <LeaveQuestion work={mine === undefined ? work : 'unsaved'} />}
        cancel={<ButtonLink to={paths.admin.call(call.id)}>{t('common.dialog.cancel')}</ButtonLink>}
      />
    </Stack>
  );
}

function isConflict(error: AppError): boolean {
  return error.status === changedMeanwhile;
}
