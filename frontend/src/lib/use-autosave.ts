import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { Autosaver, leaveBehind, type AutosaveOptions, type AutosaveState } from './autosave';
import { drafts } from './drafts';

/** A newer local copy than the server's, found when the page was opened. */
export type RecoveredDraft<T> = { value: T; at: number };

export type Autosave<T> = {
  /** For `<SaveStatus>`. */
  state: AutosaveState;
  /** Call on every change with the whole value. */
  change: (value: T) => void;
  /** Call before leaving the step or submitting. */
  flush: () => Promise<void>;
  /** True while something typed is not known to be on the server. */
  isDirty: () => boolean;
  /** Go on with `value` over the version `etag`, after a conflict. */
  resolve: (value: T, etag: string) => void;
  /** Take the server's version after a conflict. */
  discard: (etag: string) => void;
  /** Text left behind by a closed tab or a lost network: offer it, never impose it. */
  recovered: RecoveredDraft<T> | undefined;
  acceptRecovered: () => T | undefined;
  dismissRecovered: () => void;
};

/**
 * Keeps `value` on the server while it is edited. Give `draftKey` as the React
 * `key` of the component too: the hook follows one thing for its whole life.
 */
export function useAutosave<T>(options: AutosaveOptions<T> & { initial: T }): Autosave<T> {
  const { draftKey, save, initial } = options;
  const [saver] = useState(() => new Autosaver<T>(options));
  const [original] = useState(() => JSON.stringify(initial));
  const [recovered, setRecovered] = useState<RecoveredDraft<T>>();
  const state = useSyncExternalStore(saver.subscribe, () => saver.state);

  useEffect(() => saver.use(save), [saver, save]);
  useLastWords(draftKey, saver);

  useEffect(() => {
    let live = true;
    void drafts.read(draftKey).then((draft) => {
      const differs = draft && JSON.stringify(draft.value) !== original;
      if (live && differs && !saver.isDirty) setRecovered({ value: draft.value as T, at: draft.at });
    });
    return () => {
      live = false;
    };
  }, [draftKey, original, saver]);

  const change = useCallback((value: T) => saver.change(value), [saver]);
  const flush = useCallback(() => saver.flush(), [saver]);
  const isDirty = useCallback(() => saver.isDirty, [saver]);
  const resolve = useCallback((value: T, etag: string) => saver.resolve(value, etag), [saver]);
  const discard = useCallback((etag: string) => saver.discard(etag), [saver]);
  const acceptRecovered = useCallback(() => {
    setRecovered(undefined);
    if (recovered) saver.change(recovered.value);
    return recovered?.value;
  }, [recovered, saver]);
  const dismissRecovered = useCallback(() => {
    setRecovered(undefined);
    void drafts.remove(draftKey);
  }, [draftKey]);

  return { state, change, flush, isDirty, resolve, discard, recovered, acceptRecovered, dismissRecovered };
}

// A tab may be closed in mid-sentence, a phone put away, a network come back.
function useLastWords<T>(draftKey: string, saver: Autosaver<T>): void {
  useEffect(() => {
    const leave = () => void saver.flush(true);
    const hide = () => {
      if (document.visibilityState === 'hidden') leave();
    };
    const back = () => void saver.flush();
    const warn = (event: BeforeUnloadEvent) => {
      if (saver.isDirty) event.preventDefault();
    };
    window.addEventListener('pagehide', leave);
    document.addEventListener('visibilitychange', hide);
    window.addEventListener('online', back);
    window.addEventListener('beforeunload', warn);
    return () => {
      window.removeEventListener('pagehide', leave);
      document.removeEventListener('visibilitychange', hide);
      window.removeEventListener('online', back);
      window.removeEventListener('beforeunload', warn);
      // Leaving the screen inside the application is leaving too.
      void leaveBehind(draftKey, saver);
    };
  }, [draftKey, saver]);
}
