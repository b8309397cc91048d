import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem, Unreachable } from '../api/client';
import { keys } from '../api/keys';

/** A session that ended is noticed by whichever answer comes first; the router then leads to the sign-in page. */
function noticeEndOfSession(error: Error): void {
  if (error instanceof ApiProblem && error.problem.code === 'not-signed-in' && queryClient.getQueryData(keys.me)) {
    queryClient.clear();
    window.dispatchEvent(new Event('sluice:signed-out'));
  }
}

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeEndOfSession }),
  mutationCache: new MutationCache({ onError: noticeEndOfSession }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) => error instanceof Unreachable && failures < 2,
      refetchOnWindowFocus: true,
    },
    // An act that carries its idempotency key may be sent again when no answer came.
    mutations: { retry: (failures, error) => error instanceof Unreachable && failures < 2, retryDelay: 800 },
  },
});
