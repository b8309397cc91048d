// The audit log, page by page.
import { auditPageSchema, type AuditQuery } from '@sluice/contracts';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { ask, query } from './client';
import { keys } from './keys';

export type AuditFilter = Pick<AuditQuery, 'action' | 'subjectType' | 'subjectId'>;

export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: [...keys.audit, filter],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      ask(auditPageSchema, `/audit${query({ ...filter, cursor: pageParam, limit: 100 })}`, { signal }),
    getNextPageParam: (page) => page.nextCursor,
  });
