import { useNavigate } from 'react-router';
import { asAppError } from '@/api/app-error';
import { useOpenSubmission } from '@/features/submission/api';
import { useText } from '@/i18n/use-text';
import { useIdempotencyKey } from '@/lib/idempotency';
import { paths } from '@/paths';
import { Button } from '@/ui/button/button';
import { showToast } from '@/ui/toast/toast-store';

/** Begins the team's submission at a stage and goes there. */
export function StartButton({ teamId, stageId }: { teamId: string; stageId: string }) {
  const t = useText();
  const navigate = useNavigate();
  const open = useOpenSubmission(teamId);
  const { key } = useIdempotencyKey();
  const start = async () => {
    try {
      const submission = await open.mutateAsync({ stageId, key: key() });
      void navigate(paths.applicant.submission(submission.id));
    } catch (thrown) {
      showToast(asAppError(thrown).message || t('common.error.no_answer_detail'), 'danger');
    }
  };
  return (
    <Button variant="primary" status={open.isPending ? 'pending' : 'ready'} onClick={() => void start()}>
      {t('applicant.step.begin_button')}
    </Button>
  );
}
