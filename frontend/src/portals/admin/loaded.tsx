import type { ReactNode } from 'react';
import { asAppError } from '@/api/app-error';
import { EmptyState } from '@/ui/empty-state/empty-state';
import { ErrorState } from '@/ui/error-state/error-state';
import { Loading } from '@/ui/loading/loading';

/** What a query gives, as far as it matters here. */
export type Loadable<T> = {
  data: T | undefined;
  error: Error | null;
  refetch: () => unknown;
};

type LoadedProps<T> = {
  query: Loadable<T>;
  children: (data: T) => ReactNode;
};

const conflict = 409;

/** What was asked for, once it is there; until then that it is on its way, or why it cannot be had. */
export function Loaded<T>({ query, children }: LoadedProps<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) return <Refusal error={query.error} onRetry={() => void query.refetch()} />;
  return <Loading variant="skeleton" lines={8} />;
}

// "Not yet" is no error: the state of things forbids it, and the sentence says until when.
function Refusal({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const problem = asAppError(error);
  if (problem.status === conflict) return <EmptyState title={problem.detail} />;
  return <ErrorState error={problem} onRetry={onRetry} />;
}
