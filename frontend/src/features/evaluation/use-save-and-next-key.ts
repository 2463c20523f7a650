import { useEffect, useRef } from 'react';

/** Ctrl+Enter (Cmd+Enter) anywhere on the screen; never in the middle of composing a syllable. */
export function useSaveAndNextKey(act: () => void, state: 'on' | 'off'): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    if (state === 'off') return undefined;
    const press = (event: KeyboardEvent) => {
      const wanted = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
      if (!wanted || event.repeat || event.isComposing || inDialog(event.target)) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [state]);
}

function inDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"], [role="alertdialog"]') !== null;
}
