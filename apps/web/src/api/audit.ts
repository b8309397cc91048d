// The audit log, page by page.
import { type AuditExportFormat, auditPageSchema, type AuditQuery } from '@sluice/contracts';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { ask, query } from './client';
import { keys } from './keys';

export type AuditFilter = Pick<AuditQuery, 'action' | 'actorId' | 'subjectType' | 'subjectId'>;

export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: [...keys.audit, filter],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      ask(auditPageSchema, `/audit${query({ ...filter, cursor: pageParam, limit: 100 })}`, { signal }),
    getNextPageParam: (page) => page.nextCursor,
  });

/** Where the same entries are taken as a file. */
export const auditExportPath = (filter: AuditFilter, format: AuditExportFormat) =>
  `/api/audit/export${query({ ...filter, format })}`;
