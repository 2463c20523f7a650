import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { asAppError } from '@/api/app-error';
import { ErrorState } from '@/ui/error-state/error-state';
import { InlineAlert } from '@/ui/inline-alert/inline-alert';
import { Loading } from '@/ui/loading/loading';
import { sheetOptions } from './api';
import { deviceCopy, draftKeyOf, useDraft } from './device-copy';
import { ScoreForm } from './score-form';
import { SheetReading } from './sheet-reading';

type SheetPaneProps = {
  assignmentId: string;
  personId: string;
  /** The way on from a sheet that is done. */
  onward: ReactNode;
  /** After "save and next". */
  onNext: () => void;
};

/** The score sheet of an assignment: written while it can be, read afterwards. */
export function SheetPane({ assignmentId, personId, onward, onNext }: SheetPaneProps) {
  const draftKey = draftKeyOf(personId, assignmentId);
  const query = useQuery(sheetOptions(assignmentId));
  const draft = useDraft(draftKey, query.data?.sheet.editable === false ? 'over' : 'editable');
  const [submitted, setSubmitted] = useState(false);

  if (query.data === undefined) {
    if (query.isPending) return <Loading variant="skeleton" lines={8} />;
    const error = asAppError(query.error);
    // Not begun in time, or not yet to be begun: a fact, no failure.
    if (error.status === 409) return <InlineAlert title={error.message} actions={onward} />;
    return <ErrorState error={error} onRetry={() => void query.refetch()} />;
  }
  if (draft.phase === 'looking') return <Loading variant="skeleton" lines={8} />;
  const { sheet } = query.data;
  if (!sheet.editable) {
    return (
      <SheetReading
        sheet={sheet}
        occasion={submitted ? 'just-submitted' : 'visit'}
        copy={deviceCopy(sheet, draft.draft)}
        onward={onward}
      />
    );
  }
  return (
    <ScoreForm
      tagged={query.data}
      draftKey={draftKey}
      draft={draft.draft}
      onNext={onNext}
      onSubmitted={() => setSubmitted(true)}
    />
  );
}
