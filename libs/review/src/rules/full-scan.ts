// An UPDATE or DELETE of one big table whose WHERE no index can serve: every row is read and, in our transaction, locked.
// Without an AST: found where no name in the WHERE begins an index. With an AST that agrees with the tokens: found also where
// such a column stands only inside a function, behind `LIKE '%…'`, or in one branch of an OR.
import { canUseIndex } from '../ast/index-use.js';
import { columnsIn, isNode } from '../ast/nodes.js';
import type { ReviewedTable } from '../change-under-review.js';
import type { Found, Rule } from '../rule.js';
import { findTable, hasColumn, isReadable } from '../schema/find-table.js';
import { identifiersIn } from '../text/identifiers.js';

/** Below this a full scan is over before anyone waits for it. */
const bigTableRows = 10_000;

export const fullScan: Rule = {
  code: 'full-scan',
  find: (change) =>
    change.statements.flatMap((statement): Found[] => {
      if (!statement.slice.ok) return [];
      const { slice } = statement.slice;
      if ((slice.kind !== 'UPDATE' && slice.kind !== 'DELETE') || slice.multiTable || slice.where === undefined)
        return [];
      const [reference] = slice.tables;
      const table = reference === undefined || reference.isCte ? undefined : findTable(change, reference);
      if (!isReadable(table) || (table.estimatedRows ?? 0) < bigTableRows) return [];

      const leading = leadingColumns(table);
      const names = new Set(identifiersIn(slice.statement, slice.where).map(({ name }) => name));
      const where = agreedWhere(statement.ast.ast, names, table);
      const isServed =
        where === undefined ? [...leading].some((column) => names.has(column)) : canUseIndex(where, leading);
      if (isServed) return [];
      const params = { table: table.table, rows: table.estimatedRows };
      return [{ severity: 'warn', params, at: { statement, range: slice.where } }];
    }),
};

function leadingColumns(table: ReviewedTable): ReadonlySet<string> {
  return new Set(table.keys.map((key) => key.parts[0]?.column?.toLowerCase()).filter((column) => column !== undefined));
}

/** The AST's WHERE; undefined where there is none, or it names other columns than the text does. */
function agreedWhere(ast: unknown, names: ReadonlySet<string>, table: ReviewedTable): unknown {
  const where = isNode(ast) ? ast['where'] : undefined;
  const columns = columnsIn(where);
  const isWhole = [...names].every((name) => columns.has(name) || !hasColumn(table, name));
  const isSober = [...columns].every((column) => names.has(column));
  return isNode(where) && isWhole && isSober ? where : undefined;
}
