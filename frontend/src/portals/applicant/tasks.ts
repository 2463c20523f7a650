import type { Submission, TaskItem } from '@/features/submission/api';
import { sentenceOf, type Words } from '@/features/submission/section-problems';
import { readSchema } from '@/features/submission/section-schema';
import { paths } from '@/paths';

export type MissingTask = {
  title: TaskItem['title'];
  to: string;
  /** What is wrong, naming the field where it is one of a form; nothing for a task that was not begun. */
  problem: string | undefined;
};

/** The tasks that keep a submission from being filed, each with its first problem and where to solve it. */
export function missingTasks(submission: Submission, words: Words): MissingTask[] {
  return submission.tasks.flatMap((task) => {
    const first = task.problems[0];
    if (!first || task.kind === 'submit') return [];
    const begun = task.kind !== 'section' || task.status !== 'not_started';
    return {
      title: task.title,
      to: addressOf(task, submission.id),
      problem: begun ? problemOf(first, submission, words) : undefined,
    };
  });
}

/** A task's problem in a sentence that names the field. */
export function problemOf(problem: TaskItem['problems'][number], submission: Submission, words: Words): string {
  const [, section, key = ''] = /^sections\.([^.]+)\.answers\.([^.[]+)/.exec(problem.location) ?? [];
  const rule = submission.stage.sections.find((one) => one.key === section);
  return sentenceOf(problem.message, rule && readSchema(rule.schema).properties[key], words);
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
