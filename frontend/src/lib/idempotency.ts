import { useCallback, useRef } from 'react';

/** A fresh 128-bit key. Works without a secure context, where crypto.randomUUID is missing. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * One key per act of the reader: `key()` stays the same however often the request
 * is sent again; call `renew()` once it has succeeded or its content was changed.
 */
export function useIdempotencyKey(): { key: () => string; renew: () => void } {
  const held = useRef<string | undefined>(undefined);
  const key = useCallback(() => (held.current ??= newIdempotencyKey()), []);
  const renew = useCallback(() => {
    held.current = undefined;
  }, []);
  return { key, renew };
}
