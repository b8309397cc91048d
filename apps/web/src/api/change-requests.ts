// Change requests: lists, one, what may be done with it.
import {
  type AnalysisDraft,
  analysisSchema,
  conflictsSchema,
  type Decide,
  type FileChange,
  inboxCountSchema,
  type RequestListQuery,
  requestPageSchema,
  type RequestRollback,
  requestViewSchema,
  type RevisionInput,
  revisionViewSchema,
  timelineEntrySchema,
} from '@sluice/contracts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { act, ask, query } from './client';
import { keys } from './keys';

const at = (id: number, rest = '') => `/change-requests/${String(id)}${rest}`;

export type RequestFilter = Pick<RequestListQuery, 'scope' | 'status' | 'text'>;

export const requestListQuery = (filter: RequestFilter) =>
  infiniteQueryOptions({
    queryKey: [...keys.requestLists, filter],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      ask(requestPageSchema, `/change-requests${query({ ...filter, cursor: pageParam, limit: 50 })}`, { signal }),
    getNextPageParam: (page) => page.nextCursor,
  });

export const inboxCountQuery = queryOptions({
  queryKey: keys.inboxCount,
  queryFn: async () => (await ask(inboxCountSchema, '/change-requests/inbox-count')).count,
});

export const requestQuery = (id: number) =>
  queryOptions({ queryKey: keys.request(id), queryFn: ({ signal }) => ask(requestViewSchema, at(id), { signal }) });

export const timelineQuery = (id: number) =>
  queryOptions({
    queryKey: [...keys.request(id), 'timeline'],
    queryFn: async ({ signal }) =>
      (await ask(z.object({ items: z.array(timelineEntrySchema) }), at(id, '/timeline'), { signal })).items,
  });

/** A revision never changes. */
export const revisionQuery = (id: number, number: number) =>
  queryOptions({
    queryKey: [...keys.revision(id, number)],
    queryFn: ({ signal }) => ask(revisionViewSchema, at(id, `/revisions/${String(number)}`), { signal }),
    staleTime: Infinity,
  });

export const conflictsQuery = (id: number) =>
  queryOptions({
    queryKey: [...keys.request(id), 'conflicts'],
    queryFn: ({ signal }) => ask(conflictsSchema, at(id, '/conflicts'), { signal }),
    staleTime: 30_000,
    retry: false,
  });

export const analysisQuery = (draft: AnalysisDraft) =>
  queryOptions({
    queryKey: ['analysis', draft],
    queryFn: ({ signal }) => ask(analysisSchema, '/change-requests/analysis', { method: 'POST', body: draft, signal }),
    staleTime: 30_000,
    gcTime: 60_000,
    retry: false,
  });

export const fileChange = (body: FileChange, idempotencyKey: string) =>
  ask(requestViewSchema, '/change-requests', { method: 'POST', body, idempotencyKey });
export const fileRevision = (id: number, body: RevisionInput, idempotencyKey: string) =>
  ask(requestViewSchema, at(id, '/revisions'), { method: 'POST', body, idempotencyKey });
export const decide = (id: number, body: Decide, idempotencyKey: string) =>
  ask(requestViewSchema, at(id, '/decisions'), { method: 'POST', body, idempotencyKey });
export const requestRollback = (id: number, body: RequestRollback, idempotencyKey: string) =>
  ask(requestViewSchema, at(id, '/rollbacks'), { method: 'POST', body, idempotencyKey });
export const cancelRequest = (id: number) => act(at(id, '/cancel'), { method: 'POST' });
export const stopRun = (id: number) => act(at(id, '/stop'), { method: 'POST' });
export const continueRun = (id: number) => act(at(id, '/continue'), { method: 'POST' });
export const verifyAgain = (id: number) => act(at(id, '/verify'), { method: 'POST' });
export const scriptPath = (id: number) => at(id, '/rollback-script');
/** A long one comes compressed, unless it is asked for as it is. */
export const scriptFile = (id: number, form: 'auto' | 'sql' = 'auto') =>
  `/api${scriptPath(id)}?download=1&form=${form}`;
