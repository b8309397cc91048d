// Rolling back: the conflicts are known before anyone clicks, so that a clean rollback takes one click.
import type { ConflictChoice, RequestView } from '@sluice/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { conflictsQuery, requestQuery, requestRollback } from '../../api/change-requests';
import { newIdempotencyKey } from '../../api/client';
import { keys } from '../../api/keys';
import { useSay } from '../../components/useSay';

export function useConflicts(view: RequestView) {
  return useQuery({ ...conflictsQuery(view.id), enabled: view.allowed.rollback });
}

export function useRollback(view: RequestView) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const say = useSay();
  const mutation = useMutation({
    mutationFn: ({ onConflict, key }: { onConflict: ConflictChoice; key: string }) =>
      requestRollback(view.id, { onConflict, reason: '' }, key),
    onSuccess: async (made) => {
      client.setQueryData(requestQuery(made.id).queryKey, made);
      say.done(t('request.rollback.filed', { id: made.id }));
      await navigate({ to: '/requests/$id', params: { id: made.id } });
    },
    onError: say.failed,
    onSettled: () => client.invalidateQueries({ queryKey: keys.requests }),
  });
  return {
    isPending: mutation.isPending,
    rollBack: (onConflict: ConflictChoice) => {
      if (!mutation.isPending) mutation.mutate({ onConflict, key: newIdempotencyKey() });
    },
  };
}

export function changedRows(view: RequestView): number {
  return view.executions.flatMap(({ changed }) => changed).reduce((sum, { rows }) => sum + rows, 0);
}
