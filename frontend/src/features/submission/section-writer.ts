import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { AppError } from '@/api/app-error';
import {
  cacheSaved,
  etagOf,
  readSubmission,
  saveSection,
  type SectionRule,
  type SectionState,
  type Submission,
} from './api';
import { PartWriter, type PartPort, type Stored } from './part-writer';
import { keyOfAnswer } from './section-problems';
import { toAnswers, toForm, type FieldValue, type SectionSchema } from './section-schema';
import { usePresence } from './use-presence';

type WriterOptions = { submission: Submission; rule: SectionRule; state: SectionState; schema: SectionSchema };

/** Writes the section, and keeps the cached submission up to date with every save, also with one that ends after the page was left. */
export function useSectionWriter({ submission, rule, state, schema }: WriterOptions): PartWriter<FieldValue> {
  const client = useQueryClient();
  const presence = usePresence();
  const [writer] = useState(() => {
    const port: PartPort<FieldValue> = {
      send: async (values, { complete, version, keepalive }) => {
        const answers = toAnswers(schema, values);
        const etag = etagOf(version);
        const saved = await saveSection({ id: submission.id, key: rule.key, answers, complete, etag, keepalive });
        const replaced = (one: SectionState) => (one.key === saved.key && one.version < saved.version ? saved : one);
        await cacheSaved(
          client,
          submission.id,
          (known) => ({ ...known, sections: known.sections.map(replaced) }),
          presence.current,
        );
        return storedSection(schema, saved);
      },
      read: async () => storedSection(schema, await readSection(submission.id, rule.key)),
      normal: (values) => toForm(schema, toAnswers(schema, values)),
      keyOf: keyOfAnswer,
    };
    return new PartWriter(port, storedSection(schema, state));
  });
  return writer;
}

/** The section as a form holds it. */
export function storedSection(schema: SectionSchema, section: SectionState): Stored<FieldValue> {
  return { values: toForm(schema, section.answers), complete: section.complete, version: section.version };
}

/** The section as the server has it now. */
export async function readSection(submissionId: string, key: string): Promise<SectionState> {
  const { sections } = await readSubmission(submissionId);
  const section = sections.find((one) => one.key === key);
  if (!section) throw new AppError({ status: 404, code: 'client.section_gone', title: '' });
  return section;
}
