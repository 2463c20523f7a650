import { useQuery } from '@tanstack/react-query';
import { useBilingual } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import { Countdown } from '@/ui/countdown/countdown';
import { myTasksOptions } from './api';
import styles from './progress-line.module.css';
import { currentGroup, stageState } from './tasks';

type ProgressLineProps = {
  /** The assignment in sight, whose stage counts. */
  assignmentId: string | undefined;
};

/** How much is done and how long there is, on every page of a judge. */
export function ProgressLine({ assignmentId }: ProgressLineProps) {
  const t = useText();
  const say = useBilingual();
  const tasks = useQuery(myTasksOptions);
  const group = currentGroup(tasks.data ?? [], assignmentId);
  if (!group) return null;
  const { stage, submitted, total } = group;
  return (
    <section className={styles.line} aria-label={t('judge.progress.label')}>
      <p>
        {say(stage.title)} <strong className={styles.count}>{t('judge.progress.done', { submitted, total })}</strong>
      </p>
      {stageState(stage) === 'open' ? (
        <Countdown deadline={stage.due_at} label={t('judge.progress.due')} />
      ) : (
        <p>{t(stageState(stage) === 'over' ? 'judge.progress.over' : 'judge.progress.upcoming')}</p>
      )}
    </section>
  );
}
