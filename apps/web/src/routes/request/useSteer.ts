import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { continueRun, stopRun } from '../../api/change-requests';
import { keys } from '../../api/keys';
import { useSay } from '../../components/useSay';

/** Stops a run between two chunks, or lets a half-run go on. */
export function useSteer(id: number, act: 'stop' | 'continue') {
  const { t } = useTranslation();
  const client = useQueryClient();
  const say = useSay();
  return useMutation({
    mutationFn: () => (act === 'stop' ? stopRun(id) : continueRun(id)),
    onSuccess: () => {
      say.done(t(act === 'stop' ? 'request.said.stopping' : 'request.said.continuing', { id }));
    },
    onError: say.failed,
    onSettled: () => client.invalidateQueries({ queryKey: keys.requests }),
  });
}
