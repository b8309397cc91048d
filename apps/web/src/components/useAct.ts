// One act of an administration page: do it, say so, refresh what it changed.
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { useSay } from './useSay';

export interface Act<Input> {
  readonly run: (input: Input) => Promise<unknown>;
  readonly refresh: QueryKey;
  readonly said?: (input: Input) => string;
  readonly after?: () => void;
}

export function useAct<Input>({ run, refresh, said, after }: Act<Input>) {
  const client = useQueryClient();
  const say = useSay();
  return useMutation({
    mutationFn: run,
    // These acts carry no idempotency key.
    retry: false,
    onSuccess: async (_answer, input) => {
      if (said) say.done(said(input));
      await client.invalidateQueries({ queryKey: refresh });
      after?.();
    },
    onError: say.failed,
  });
}
