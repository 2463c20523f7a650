import { useText } from '@/i18n/use-text';
import { Icon } from '@/ui/icon/icon';
import { VisuallyHidden } from '@/ui/visually-hidden/visually-hidden';
import styles from './step-line.module.css';

export type Step = {
  id: string;
  label: string;
  /** A date, an outcome. */
  description?: string;
  state: 'done' | 'current' | 'upcoming';
};

type StepLineProps = {
  /** What the steps are the steps of: "선정 절차". */
  label: string;
  steps: Step[];
};

const messages = {
  done: 'common.step.done',
  current: 'common.step.current',
  upcoming: 'common.step.upcoming',
} as const;

/** The whole procedure with the stage it is at. Not for the pages of a form: those have a task list. */
export function StepLine({ label, steps }: StepLineProps) {
  const t = useText();
  return (
    <ol className={styles.line} aria-label={label}>
      {steps.map((step, index) => (
        <li
          key={step.id}
          className={styles.step}
          data-state={step.state}
          aria-current={step.state === 'current' ? 'step' : undefined}
        >
          <span className={styles.mark} aria-hidden="true">
            {step.state === 'done' ? <Icon name="check" size="small" /> : index + 1}
          </span>
          <span className={styles.words}>
            <span className={styles.label}>{step.label}</span>
            <VisuallyHidden>, {t(messages[step.state])}</VisuallyHidden>
            {step.description && <span className={styles.description}>{step.description}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
