import type { Submission, TaskItem } from '@/features/submission/api';
import { readSchema } from '@/features/submission/section-schema';
import type { Bilingual } from '@/i18n/bilingual';
import { paths } from '@/paths';

export type MissingTask = {
  title: TaskItem['title'];
  to: string;
  /** The field that is wrong, where it is one of a form. */
  field: Bilingual | undefined;
  /** What is wrong; nothing for a task that was not begun. */
  problem: string | undefined;
};

/** The tasks that keep a submission from being filed, each with its first problem and where to solve it. */
export function missingTasks(submission: Submission): MissingTask[] {
  return submission.tasks.flatMap((task) => {
    const first = task.problems[0];
    if (!first || task.kind === 'submit') return [];
    const begun = task.kind !== 'section' || task.status !== 'not_started';
    const [, section, key = ''] = /^sections\.([^.]+)\.answers\.([^.[]+)/.exec(first.location) ?? [];
    const rule = submission.stage.sections.find((one) => one.key === section);
    return {
      title: task.title,
      to: addressOf(task, submission.id),
      field: begun && rule ? readSchema(rule.schema).properties[key]?.['x-title'] : undefined,
      problem: begun ? first.message : undefined,
    };
  });
}

/** The page of a task. */
export function addressOf(task: TaskItem, submissionId: string): string {
  switch (task.kind) {
    case 'section':
      return paths.applicant.section(submissionId, task.key);
    case 'document':
      return paths.applicant.document(submissionId, task.key);
    case 'requests':
      return paths.applicant.requests(submissionId);
    case 'submit':
      return paths.applicant.check(submissionId);
  }
}
