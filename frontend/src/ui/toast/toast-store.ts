import type { Tone } from '@/ui/status-tag/status-tag';

export type Toast = { id: number; tone: Exclude<Tone, 'neutral'>; message: string };

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** The toasts on the screen, for the region that shows them. */
export const toastStore = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  read: () => toasts,
};

/** Says in passing that something was done. What must be read or acted on belongs on the page. */
export function showToast(message: string, tone: Toast['tone'] = 'success'): void {
  lastId += 1;
  set([...toasts.slice(-2), { id: lastId, tone, message }]);
}

export function dismissToast(id: number): void {
  set(toasts.filter((toast) => toast.id !== id));
}
