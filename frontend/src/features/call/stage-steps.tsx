import { useLanguage } from '@/i18n/provider';
import { useBilingual } from '@/i18n/bilingual';
import { useText, type Text } from '@/i18n/use-text';
import type { Language } from '@/i18n/language';
import { formatDate, formatDateTime } from '@/lib/date';
import { StepLine } from '@/ui/step-line/step-line';
import type { Stage } from './api';

type StageStepsProps = {
  stages: Stage[];
  /** What else is known of a stage: the team's outcome. */
  noteOf?: (stage: Stage) => string | undefined;
};

/** The procedure of a call as a line of its stages, with the dates that matter. */
export function StageSteps({ stages, noteOf }: StageStepsProps) {
  const t = useText();
  const say = useBilingual();
  const { language } = useLanguage();
  const current = currentStage(stages);
  return (
    <StepLine
      label={t('applicant.call.procedure')}
      steps={stages.map((stage) => ({
        id: stage.id,
        label: say(stage.title),
        description: [noteOf?.(stage), dateWords(stage, t, language)].filter(Boolean).join(' · '),
        state: stage.phase === 'released' ? 'done' : stage.id === current?.id ? 'current' : 'upcoming',
      }))}
    />
  );
}

/** The first stage whose result is not out. */
export function currentStage(stages: Stage[]): Stage | undefined {
  return stages.find((stage) => stage.phase !== 'released');
}

function dateWords(stage: Stage, t: Text, language: Language): string {
  if (stage.closes_at && (stage.phase === 'pending' || stage.phase === 'filing')) {
    return t('applicant.call.until', { at: formatDateTime(stage.closes_at, language) });
  }
  if (stage.result_at && stage.phase !== 'released') {
    return t('applicant.call.result_planned', { at: formatDate(stage.result_at, language) });
  }
  return '';
}
