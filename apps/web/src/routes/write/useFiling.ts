// Filing: a repeat after a lost answer carries the same idempotency key; a changed text or a refusal gets a new one.
import type { RequestView } from '@sluice/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { requestQuery } from '../../api/change-requests';
import { newIdempotencyKey, Unreachable } from '../../api/client';
import { keys } from '../../api/keys';
import { useSay } from '../../components/useSay';

export function useFiling<Body>(send: (body: Body, key: string) => Promise<RequestView>, onFiled: () => void) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const say = useSay();
  const unanswered = useRef<{ body: string; key: string } | null>(null);
  const mutation = useMutation({
    mutationFn: ({ body, key }: { body: Body; key: string }) => send(body, key),
    onSuccess: async (view) => {
      client.setQueryData(requestQuery(view.id).queryKey, view);
      void client.invalidateQueries({ queryKey: keys.requestLists });
      say.done(t('write.filed', { id: view.id }));
      await navigate({ to: '/requests/$id', params: { id: view.id } });
      onFiled();
    },
    onError: (error, { body, key }) => {
      unanswered.current = error instanceof Unreachable ? { body: JSON.stringify(body), key } : null;
    },
  });
  return {
    pending: mutation.isPending,
    error: mutation.error,
    file: (body: Body) => {
      const last = unanswered.current;
      const key = last?.body === JSON.stringify(body) ? last.key : newIdempotencyKey();
      mutation.mutate({ body, key });
    },
  };
}
