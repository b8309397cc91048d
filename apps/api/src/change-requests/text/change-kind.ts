import type { ChangeKind } from '@sluice/contracts';
import { isStructureKind } from '@sluice/ddl';
import { classify, type Statement } from '@sluice/sql';

/** What the statements change: structure where all of them do; what does not belong with the rest is found by the analysis. */
export function changeKind(statements: readonly Statement[]): ChangeKind {
  const structure = statements.length > 0 && statements.every((statement) => isStructureKind(classify(statement)));
  return structure ? 'ddl' : 'dml';
}
