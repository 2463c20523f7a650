import { useEffect } from 'react';
import { useQuery } from '@tanstack/react-query';
import { submissionOptions, type Submission } from '@/features/submission/api';
import { useBilingual } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import { serverNow } from '@/lib/server-clock';
import { paths } from '@/paths';
import type { Crumb } from '@/ui/breadcrumbs/breadcrumbs';

// The longest time that setTimeout can wait.
const longestTimer = 2_147_483_647;

/** A submission that is read again when its deadline passes: from then on it is to be read only. */
export function useSubmission(id: string) {
  const query = useQuery(submissionOptions(id));
  const { refetch } = query;
  const closesAt = query.data?.writable ? query.data.stage.closes_at : undefined;
  useEffect(() => {
    if (!closesAt) return undefined;
    const left = Date.parse(closesAt) - serverNow();
    if (left > longestTimer) return undefined;
    const timer = setTimeout(() => void refetch(), Math.max(left, 0) + 500);
    return () => clearTimeout(timer);
  }, [closesAt, refetch]);
  return query;
}

/** The way from the portal's home to a submission, for the pages below it. */
export function useSubmissionCrumbs(submission: Submission | undefined, place: 'self' | 'below'): Crumb[] {
  const t = useText();
  const say = useBilingual();
  const crumbs: Crumb[] = [{ label: t('applicant.nav.home'), to: paths.applicant.home() }];
  if (!submission) return crumbs;
  crumbs.push({ label: submission.team.name, to: paths.applicant.team(submission.team_id) });
  if (place === 'below') {
    crumbs.push({
      label: t('applicant.submission.title', { stage: say(submission.stage.title) }),
      to: paths.applicant.submission(submission.id),
    });
  }
  return crumbs;
}
