import { useEffect, useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import { asAppError } from '@/api/app-error';
import type { Crumb } from '@/ui/breadcrumbs/breadcrumbs';
import { ErrorState } from '@/ui/error-state/error-state';
import { Loading } from '@/ui/loading/loading';
import { PageHeader } from '@/ui/page-header/page-header';

/** What is known so far of the data that a page waits for. */
export type Awaited<T> = Pick<UseQueryResult<T>, 'isError' | 'error' | 'refetch'> & { data: T | undefined };

type LoadedProps<T> = {
  query: Awaited<T>;
  /** The page's title while its own is not known. */
  title: string;
  crumbs?: Crumb[];
  children: (data: T) => ReactNode;
};

/** A page that waits for its data: a skeleton, then the page, or what went wrong and a way on. What is known stays on the screen while it is read again. */
export function Loaded<T>({ query, title, crumbs, children }: LoadedProps<T>) {
  const headingHadFocus = useRef(false);
  const isThere = query.data !== undefined;
  useEffect(() => {
    // The heading that had the focus has given way to the page's own.
    if (!isThere || !headingHadFocus.current) return;
    headingHadFocus.current = false;
    document.querySelector<HTMLElement>('main h1')?.focus();
  }, [isThere]);
  if (query.data !== undefined) return children(query.data);
  return (
    <Waiting headingHadFocus={headingHadFocus}>
      <PageHeader title={title} {...(crumbs && { crumbs })} />
      {query.isError ? (
        <ErrorState error={asAppError(query.error)} onRetry={() => void query.refetch()} />
      ) : (
        <Loading variant="skeleton" lines={6} />
      )}
    </Waiting>
  );
}

function Waiting({ headingHadFocus, children }: { headingHadFocus: RefObject<boolean>; children: ReactNode }) {
  useLayoutEffect(
    () => () => {
      headingHadFocus.current = document.activeElement?.matches('main h1') ?? false;
    },
    [headingHadFocus],
  );
  return children;
}
