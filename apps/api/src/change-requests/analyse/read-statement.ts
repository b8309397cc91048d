import type { ReadStatement } from '@sluice/rollback';
import { classify, describe, slice, type Statement } from '@sluice/sql';

/** What the sql room says of one statement; its proof is still to be asked of the target. */
export function readStatement(statement: Statement, index: number): ReadStatement {
  const cut = slice(statement);
  const from = statement.position.offset;
  return {
    number: index + 1,
    range: { from, to: from + statement.text.length },
    kind: classify(statement),
    statement,
    slice: cut,
    facts: cut.ok ? describe(cut.slice) : null,
    proof: null,
  };
}
