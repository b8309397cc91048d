import type { ApprovedContent } from '@sluice/change';
import type { RollbackPlan } from '@sluice/contracts';
import type { Shard } from '../../targets/target-directory.js';
import type { ChangeRequestEntity } from './change-request.entity.js';
import type { RevisionEntity } from './revision.entity.js';

/** What an approval of this revision binds, from what is stored now: hashed when it is planned, and again before it runs. */
export function contentOf(
  request: Pick<ChangeRequestEntity, 'kind' | 'targetDatabaseId'>,
  revision: Pick<RevisionEntity, 'statements' | 'expectedRows' | 'checks' | 'findings' | 'conflicts'>,
  plan: RollbackPlan,
  shards: readonly Shard[],
): ApprovedContent {
  const { statements, expectedRows, checks, findings, conflicts } = revision;
  return {
    kind: request.kind,
    target: {
      databaseId: request.targetDatabaseId,
      shards: shards.map(({ id, clusterId, schema }) => ({ id, clusterId, schema })),
    },
    statements,
    expectedRows,
    checks,
    findings,
    plan,
    conflicts,
  };
}
