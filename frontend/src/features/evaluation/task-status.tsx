import { useText } from '@/i18n/use-text';
import { StatusTag } from '@/ui/status-tag/status-tag';
import type { Task } from './api';
import { faceOf } from './task-states';

/** Where a task stands, in one word. */
export function TaskStatus({ task }: { task: Task }) {
  const t = useText();
  const { label, tone } = faceOf(task);
  return <StatusTag tone={tone}>{t(label)}</StatusTag>;
}
