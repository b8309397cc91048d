import type { Decide, RequestView } from '@sluice/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { decide as send, requestQuery } from '../../api/change-requests';
import { newIdempotencyKey } from '../../api/client';
import { keys } from '../../api/keys';
import { useSay } from '../../components/useSay';

/** A decision binds the revision and content hash that the page shows. */
export function useDecide(view: RequestView) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const say = useSay();
  const mutation = useMutation({
    mutationFn: ({ body, key }: { body: Decide; key: string }) => send(view.id, body, key),
    onSuccess: (after, { body }) => {
      client.setQueryData(requestQuery(view.id).queryKey, after);
      if (body.decision === 'reject') say.done(t('request.said.rejected', { id: view.id }));
      else say.done(t(after.status === 'planned' ? 'request.said.approvedPartly' : 'request.said.approved'));
    },
    onError: say.failed,
    onSettled: () => client.invalidateQueries({ queryKey: keys.requests }),
  });
  return {
    isPending: mutation.isPending,
    decide: (decision: Decide['decision'], comment: string) => {
      // A request that cannot be approved can still be rejected, as what it is.
      const contentHash = view.approvable?.contentHash ?? view.revision.contentHash;
      if (contentHash === null) return;
      const revisionId = view.approvable?.revisionId ?? view.revision.id;
      mutation.mutate({ body: { revisionId, contentHash, decision, comment }, key: newIdempotencyKey() });
    },
  };
}
