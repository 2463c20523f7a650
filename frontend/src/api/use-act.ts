import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useRef } from 'react';
import { useIdempotencyKey } from '@/lib/idempotency';
import { asAppError } from './app-error';

/**
 * An act of the reader that creates or submits something. `act` sends its key as
 * `Idempotency-Key`: the same one while the same input is sent again after an
 * answer that never came, another for every other act. Afterwards what is kept
 * under the `changes` keys is asked for anew.
 */
export function useAct<Input, Output>(
  act: (input: Input, key: string) => Promise<Output>,
  changes: readonly QueryKey[],
) {
  const client = useQueryClient();
  const { key, renew } = useIdempotencyKey();
  const sent = useRef('');
  return useMutation({
    mutationFn: (input: Input) => {
      const content = JSON.stringify(input) ?? '';
      if (content !== sent.current) renew();
      sent.current = content;
      return act(input, key());
    },
    onSuccess: async () => {
      renew();
      await Promise.all(changes.map((queryKey) => client.invalidateQueries({ queryKey })));
    },
    onError: (error) => {
      if (!asAppError(error).isTemporary) renew();
    },
  });
}

/** The header of an act's key. */
export function keyed(key: string) {
  return { headers: { 'Idempotency-Key': key } };
}
