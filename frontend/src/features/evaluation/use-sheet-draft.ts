import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { AppError, asAppError } from '@/api/app-error';
import { useText } from '@/i18n/use-text';
import type { AutosaveState, Save } from '@/lib/autosave';
import type { Draft } from '@/lib/drafts';
import { drafts } from '@/lib/drafts';
import { useAutosave } from '@/lib/use-autosave';
import { evaluationKeys, type Sheet, type TaggedSheet } from './api';
import { deviceCopy, type DeviceCopy } from './device-copy';
import { refusedOf, sameValue, valueOf, type SheetEntry, type SheetProblem, type SheetValue } from './sheet-value';
import { SheetWriter } from './sheet-writer';

type Options = {
  tagged: TaggedSheet;
  draftKey: string;
  /** What was found in this browser on arrival. */
  draft: Draft | undefined;
};

export type SheetDraft = {
  value: SheetValue;
  state: AutosaveState;
  /** What was typed but cannot be kept as it is. */
  leftOut: SheetProblem[];
  setEntry: (index: number, change: Partial<SheetEntry>) => void;
  setOpinion: (opinion: string) => void;
  /** Sends what is pending; true when the server then has what is on the screen. */
  flush: () => Promise<boolean>;
  /** The version to submit. */
  etag: () => string;
  copy: DeviceCopy | undefined;
  /** Takes the copy of this device or what the server has; the other is dropped. */
  choose: (side: 'device' | 'server') => void;
  /** Another window's version, while a choice is due. */
  rival: Sheet | undefined;
  settle: (side: 'mine' | 'theirs') => void;
};

/** The draft on the screen: typed here, kept in this browser and on the server. */
export function useSheetDraft({ tagged, draftKey, draft }: Options): SheetDraft {
  const [writer] = useState(() => new SheetWriter(tagged));
  const [copy, setCopy] = useState(() => deviceCopy(tagged.sheet, draft));
  const [value, setValue] = useState(() => (copy?.newest === 'device' ? copy.value : valueOf(tagged.sheet)));
  const [withheld, setWithheld] = useState<ReadonlySet<string>>(new Set());
  const save = useSave(writer, tagged.sheet.assignment_id, setWithheld);
  const autosave = useAutosave({ draftKey, etag: tagged.etag, save, initial: valueOf(tagged.sheet) });

  // What a closed tab left behind goes to the server at once.
  const restored = copy?.newest === 'device' ? copy.value : undefined;
  const { change } = autosave;
  useEffect(() => {
    if (restored) change(restored);
  }, [restored, change]);

  const edit = (next: SheetValue) => {
    setValue(next);
    autosave.change(next);
  };
  const setEntry = (index: number, part: Partial<SheetEntry>) =>
    edit({ ...value, entries: value.entries.map((entry, at) => (at === index ? { ...entry, ...part } : entry)) });

  const choose = (side: 'device' | 'server') => {
    if (!copy) return;
    const chosen = side === 'device' ? copy.value : valueOf(tagged.sheet);
    if (!sameValue(chosen, value)) edit(chosen);
    if (writer.isKept(chosen)) void drafts.remove(draftKey);
    setCopy(undefined);
  };

  const settle = (side: 'mine' | 'theirs') => {
    const { rival } = writer;
    if (!rival) return;
    writer.adopt(rival);
    if (side === 'mine') return autosave.resolve(value, rival.etag);
    setValue(valueOf(rival.sheet));
    autosave.discard(rival.etag);
  };

  const state = useStateInWords(autosave.state);
  const flush = async () => {
    await autosave.flush();
    return writer.isKept(value);
  };

  return {
    value,
    state,
    leftOut: refusedOf(tagged.sheet, value).filter((problem) => withheld.has(problem.fieldId)),
    setEntry,
    setOpinion: (opinion) => edit({ ...value, opinion }),
    flush,
    etag: () => writer.etag,
    copy,
    choose,
    rival: autosave.state.phase === 'conflict' ? writer.rival?.sheet : undefined,
    settle,
  };
}

// "Somebody else" would be wrong here: nobody but the judge writes the own sheet.
function useStateInWords(state: AutosaveState): AutosaveState {
  const t = useText();
  if (state.phase !== 'conflict') return state;
  return { phase: 'failed', error: new AppError({ ...state.error, detail: t('judge.rival.title') }) };
}

function useSave(
  writer: SheetWriter,
  assignmentId: string,
  setWithheld: (fieldIds: ReadonlySet<string>) => void,
): Save<SheetValue> {
  const t = useText();
  const client = useQueryClient();
  return useCallback(
    async (value, { keepalive }) => {
      const problems = await writer.write(value, keepalive).catch((thrown: unknown) => {
        // Submitted from another window, closed or recused meanwhile: the screen must follow.
        if ([409, 410].includes(asAppError(thrown).status)) {
          void client.invalidateQueries({ queryKey: evaluationKeys.sheet(assignmentId) });
        }
        throw thrown;
      });
      setWithheld(new Set(problems.map((problem) => problem.fieldId)));
      // Not all is saved, so the local copy stays and the reader is told.
      if (problems.length > 0) {
        throw new AppError({ status: 422, code: 'evaluation.left_out', title: t('judge.sheet.left_out') });
      }
      return { etag: writer.etag };
    },
    [writer, assignmentId, setWithheld, client, t],
  );
}
