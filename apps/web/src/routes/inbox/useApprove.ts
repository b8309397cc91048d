// The one click: an approval names the revision and the content that was on the screen.
import type { RequestRow } from '@sluice/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { decide, inboxCountQuery, requestQuery } from '../../api/change-requests';
import { newIdempotencyKey } from '../../api/client';
import { keys } from '../../api/keys';
import { useSay } from '../../components/useSay';

interface Approval {
  readonly id: number;
  readonly revisionId: number;
  readonly contentHash: string;
  readonly key: string;
}

export function useApprove(): { approve: (row: RequestRow) => void; pending: number | null } {
  const { t } = useTranslation();
  const client = useQueryClient();
  const say = useSay();
  const deciding = useMutation({
    mutationFn: ({ id, revisionId, contentHash, key }: Approval) =>
      decide(id, { revisionId, contentHash, decision: 'approve', comment: '' }, key),
    onSuccess: (view) => {
      client.setQueryData(requestQuery(view.id).queryKey, view);
      say.done(t(view.status === 'planned' ? 'inbox.approvedPartly' : 'inbox.approved', { id: view.id }));
    },
    onError: say.failed,
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.requestLists }),
        client.invalidateQueries({ queryKey: inboxCountQuery.queryKey }),
      ]),
  });
  return {
    approve: (row) => {
      if (!row.approvable || deciding.isPending) return;
      deciding.mutate({ id: row.id, ...row.approvable, key: newIdempotencyKey() });
    },
    pending: deciding.isPending ? deciding.variables.id : null,
  };
}
