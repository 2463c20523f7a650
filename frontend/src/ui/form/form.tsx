import type { ReactNode } from 'react';
import type { ErrorItem } from '@/lib/use-error-summary';
import { ErrorSummary } from '@/ui/error-summary/error-summary';
import { Stack } from '@/ui/layout/layout';

type FormProps = {
  /** What is wrong, listed above the fields. */
  errors: ErrorItem[];
  onSubmit: () => Promise<void>;
  children: ReactNode;
};

/** Fields that are sent together. The browser's own checks are off: they speak its language, not the reader's. */
export function Form({ errors, onSubmit, children }: FormProps) {
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void onSubmit();
      }}
    >
      <Stack>
        <ErrorSummary items={errors} />
        {children}
      </Stack>
    </form>
  );
}
