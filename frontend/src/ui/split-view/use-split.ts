import { useCallback, useState, type KeyboardEvent, type PointerEvent } from 'react';

export const narrowest = 25;
export const widest = 75;
const middle = 50;
const step = 2;

function clamp(share: number): number {
  return Math.min(widest, Math.max(narrowest, Math.round(share)));
}

function kept(storageKey: string): number {
  const share = Number(localStorage.getItem(storageKey) ?? middle);
  return Number.isFinite(share) ? clamp(share) : middle;
}

/** The share of the first pane in percent, moved by pointer and keyboard and kept in this browser. */
export function useSplit(storageKey: string) {
  const [share, setShare] = useState(() => kept(storageKey));

  const move = useCallback(
    (next: number) => {
      const clamped = clamp(next);
      setShare(clamped);
      localStorage.setItem(storageKey, String(clamped));
    },
    [storageKey],
  );

  const onKeyDown = (event: KeyboardEvent) => {
    const next = {
      ArrowLeft: share - step,
      ArrowRight: share + step,
      PageUp: share - 5 * step,
      PageDown: share + 5 * step,
      Home: narrowest,
      End: widest,
      Enter: middle,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    move(next);
  };

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    event.preventDefault();
    event.currentTarget.focus();
    event.currentTarget.setPointerCapture(event.pointerId);
  };

  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const frame = event.currentTarget.parentElement?.getBoundingClientRect();
    if (!frame?.width || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    move(((event.clientX - frame.left) / frame.width) * 100);
  };

  return { share, handlers: { onKeyDown, onPointerDown, onPointerMove, onDoubleClick: () => move(middle) } };
}
