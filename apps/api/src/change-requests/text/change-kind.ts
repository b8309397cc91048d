import { isAccessKind } from '@sluice/acl';
import type { ChangeKind } from '@sluice/contracts';
import { isStructureKind } from '@sluice/ddl';
import { classify, type Statement } from '@sluice/sql';

/** What the statements change: structure or access where all of them do; what does not belong with the rest is found by the analysis. */
export function changeKind(statements: readonly Statement[]): ChangeKind {
  const kinds = statements.map(classify);
  if (kinds.length === 0) return 'dml';
  if (kinds.every(isStructureKind)) return 'ddl';
  return kinds.every(isAccessKind) ? 'acl' : 'dml';
}
