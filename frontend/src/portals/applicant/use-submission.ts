import { useEffect, useState } from 'react';
import { onlineManager, useQuery } from '@tanstack/react-query';
import { submissionOptions, type Submission } from '@/features/submission/api';
import { useBilingual, useNameOf } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import { settleLeftBehind } from '@/lib/autosave';
import { serverNow } from '@/lib/server-clock';
import { paths } from '@/paths';
import type { Crumb } from '@/ui/breadcrumbs/breadcrumbs';
import type { Awaited } from './loaded';

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

/**
 * A submission to write in: nothing of it is there until what an earlier visit has
 * sent is answered and the newest version is read, so that a form never begins with
 * words that have been replaced. Without a network what is known has to do.
 */
export function useNewestSubmission(id: string, draftKey: string): Awaited<Submission> {
  const query = useSubmission(id);
  const { data, isError, error, refetch } = query;
  const [isNewest, setIsNewest] = useState(false);
  useEffect(() => {
    let live = true;
    const read = async () => {
      await settleLeftBehind(draftKey);
      if (onlineManager.isOnline()) await refetch();
      if (live) setIsNewest(true);
    };
    void read();
    return () => {
      live = false;
    };
  }, [draftKey, refetch]);
  return { data: isNewest ? data : undefined, isError: isNewest && isError, error, refetch };
}

/** The way from the portal's home to a submission, for the pages below it. */
export function useSubmissionCrumbs(submission: Submission | undefined, place: 'self' | 'below'): Crumb[] {
  const t = useText();
  const say = useBilingual();
  const nameOf = useNameOf();
  const crumbs: Crumb[] = [{ label: t('applicant.nav.home'), to: paths.applicant.home() }];
  if (!submission) return crumbs;
  crumbs.push({ label: nameOf(submission.team), to: paths.applicant.team(submission.team_id) });
  if (place === 'below') {
    crumbs.push({
      label: t('applicant.submission.title', { stage: say(submission.stage.title) }),
      to: paths.applicant.submission(submission.id),
    });
  }
  return crumbs;
}
