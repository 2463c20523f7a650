import { useState } from 'react';
import { AppError } from '@/api/app-error';
import { Button } from '@/ui/button/button';
import { ConfirmationPanel } from '@/ui/confirmation-panel/confirmation-panel';
import { Countdown } from '@/ui/countdown/countdown';
import { ConfirmDialog, Dialog } from '@/ui/dialog/dialog';
import { EmptyState } from '@/ui/empty-state/empty-state';
import { ErrorState } from '@/ui/error-state/error-state';
import { InlineAlert } from '@/ui/inline-alert/inline-alert';
import { Cluster, Grid, Section, Stack } from '@/ui/layout/layout';
import { Link } from '@/ui/link/link';
import { Loading } from '@/ui/loading/loading';
import { Menu } from '@/ui/menu/menu';
import { Progress } from '@/ui/progress/progress';
import { SaveStatus } from '@/ui/save-status/save-status';
import { showToast } from '@/ui/toast/toast-store';
import { Sample, useSay } from './sample';

/** What the application says, and when. */
export function FeedbackSection() {
  const say = useSay();
  return (
    <Section title={say('알림과 상태', 'Messages and states')}>
      <Sample name="inline-alert">
        <Stack>
          <InlineAlert title={say('공고 일정이 바뀌었습니다', 'The schedule has changed')}>
            {say('바뀐 일정과 사유를 확인하십시오.', 'See the new dates and the reason.')}
          </InlineAlert>
          <InlineAlert tone="success" title={say('저장했습니다', 'Saved')} />
          <InlineAlert
            tone="warning"
            title={say('저장되지 않은 내용을 찾았습니다', 'Unsaved text was found')}
            actions={
              <>
                <Button size="small">{say('되살리기', 'Restore')}</Button>
                <Button size="small" variant="tertiary">
                  {say('버리기', 'Discard')}
                </Button>
              </>
            }
          >
            {say('이 기기에 14:03에 보관한 내용입니다.', 'Kept on this device at 14:03.')}
          </InlineAlert>
          <InlineAlert tone="danger" title={say('접수가 마감되었습니다', 'The call is closed')} />
        </Stack>
      </Sample>
      <Sample name="save-status">
        <SaveSamples />
      </Sample>
      <Sample name="countdown, progress">
        <TimeSamples />
      </Sample>
      <Sample name="loading, empty-state, error-state">
        <Grid>
          <Loading />
          <Loading variant="skeleton" />
          <EmptyState
            title={say('아직 신청이 없습니다', 'No applications yet')}
            actions={<Button variant="primary">{say('팀 등록', 'Register a team')}</Button>}
          >
            {say('팀을 등록하면 여기에 표시됩니다.', 'Register a team, and it appears here.')}
          </EmptyState>
          <ErrorSamples />
        </Grid>
      </Sample>
      <Sample name="dialog, menu, toast">
        <OverlaySamples />
      </Sample>
      <Sample name="confirmation-panel">
        <ConfirmationPanel
          level={2}
          title={say('신청서를 제출했습니다', 'Application submitted')}
          reference={{ label: say('접수 번호', 'Reference number'), value: 'WBL-2025-0007-2' }}
        >
          <p>{say('2026. 3. 2.(월) 17:42:08 (KST)', 'Mon, 2 Mar 2026, 17:42:08 (KST)')}</p>
          <Link href="/">{say('접수증 내려받기(PDF)', 'Download the receipt (PDF)')}</Link>
        </ConfirmationPanel>
      </Sample>
    </Section>
  );
}

function SaveSamples() {
  const say = useSay();
  const error = new AppError({
    status: 422,
    code: 'sample',
    title: '',
    detail: say('합계가 맞지 않습니다.', 'The total is wrong.'),
  });
  return (
    <Stack gap="small">
      <SaveStatus state={{ phase: 'idle' }} />
      <SaveStatus state={{ phase: 'saving' }} />
      <SaveStatus state={{ phase: 'saved', at: Date.parse('2026-03-02T14:03:00+09:00') }} />
      <SaveStatus state={{ phase: 'retrying', attempt: 2 }} />
      <SaveStatus state={{ phase: 'offline' }} />
      <SaveStatus state={{ phase: 'conflict', error }} />
      <SaveStatus state={{ phase: 'failed', error }} />
    </Stack>
  );
}

function fromNow(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toISOString();
}

function TimeSamples() {
  const say = useSay();
  const [deadlines] = useState(() => [fromNow(900_000), fromNow(40_000), fromNow(300), fromNow(-60)]);
  return (
    <Grid>
      <Stack gap="small">
        {deadlines.map((deadline) => (
          <Countdown key={deadline} label={say('접수 마감', 'Closes')} deadline={deadline} />
        ))}
      </Stack>
      <Stack>
        <Progress label={say('평가한 팀', 'Teams scored')} value={7} max={12} text="7 / 12" />
        <Progress label={say('올리는 중', 'Uploading')} value={38} />
      </Stack>
    </Grid>
  );
}

function ErrorSamples() {
  const say = useSay();
  const server = new AppError({
    status: 500,
    code: 'internal',
    title: say('서버에 문제가 생겼습니다', 'The server has a problem'),
    detail: say('잠시 뒤 다시 시도하십시오.', 'Try again in a moment.'),
    requestId: '7f3a9c21',
  });
  const offline = new AppError({ status: 0, code: 'network.no_answer', title: '' });
  return (
    <>
      <ErrorState error={server} onRetry={() => undefined} />
      <ErrorState error={offline} onRetry={() => undefined} />
    </>
  );
}

function OverlaySamples() {
  const say = useSay();
  const [open, setOpen] = useState<'dialog' | 'question'>();
  const close = () => setOpen(undefined);
  return (
    <Cluster>
      <Button onClick={() => setOpen('dialog')}>{say('창 열기', 'Open dialog')}</Button>
      <Button variant="danger" onClick={() => setOpen('question')}>
        {say('제출 취소', 'Withdraw')}
      </Button>
      <Menu
        label={say('더 보기', 'More')}
        entries={[
          { id: 'history', label: say('이력 보기', 'See history'), icon: 'document', onSelect: () => undefined },
          { id: 'locked', label: say('잠김', 'Locked'), state: 'disabled', onSelect: () => undefined },
          { id: 'delete', label: say('삭제', 'Delete'), tone: 'danger', onSelect: () => undefined },
        ]}
      />
      <Button onClick={() => showToast(say('초대장을 보냈습니다', 'Invitation sent'))}>
        {say('알림 띄우기', 'Show a toast')}
      </Button>
      <Dialog
        title={say('구성원 초대', 'Invite a member')}
        visibility={open === 'dialog' ? 'open' : 'closed'}
        onClose={close}
        footer={
          <Button variant="primary" onClick={close}>
            {say('초대장 보내기', 'Send invitation')}
          </Button>
        }
      >
        <p>{say('초대 링크는 7일 동안 쓸 수 있습니다.', 'The link is good for seven days.')}</p>
      </Dialog>
      <ConfirmDialog
        title={say('제출을 취소하시겠습니까?', 'Withdraw the application?')}
        visibility={open === 'question' ? 'open' : 'closed'}
        onClose={close}
        onConfirm={close}
        confirmLabel={say('제출 취소', 'Withdraw')}
        tone="danger"
      >
        <p>{say('마감 전까지 다시 제출할 수 있습니다.', 'You can submit again until the deadline.')}</p>
      </ConfirmDialog>
    </Cluster>
  );
}
