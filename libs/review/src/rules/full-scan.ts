// An UPDATE or DELETE of one big table whose WHERE no index can serve: every row is read and, in our transaction, locked.
// Without an AST: found where no name in the WHERE begins an index. With an AST that agrees with the tokens: found also where
// such a column stands only inside a function, behind `LIKE '%…'`, or in one branch of an OR.
import { isNode } from '../ast/nodes.js';
import { columnsIn, searchableColumns } from '../ast/searchable-columns.js';
import type { ReviewedStatement, ReviewedTable } from '../change-under-review.js';
import type { Found, Rule } from '../rule.js';
import { findTable, hasColumn } from '../schema/find-table.js';
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
      const rows = table?.estimatedRows ?? 0;
      if (table === undefined || rows < bigTableRows) return [];

      const inText = new Set(identifiersIn(slice.statement, slice.where).map(({ name }) => name));
      const columns = [...inText].filter((name) => hasColumn(table, name));
      const usable = new Set(searchedByAst(statement, columns, inText) ?? columns);
      if (leadingColumns(table).some((column) => usable.has(column))) return [];
      return [{ severity: 'warn', params: { table: table.table, rows }, at: { statement, range: slice.where } }];
    }),
};

function leadingColumns(table: ReviewedTable): string[] {
  return table.keys.map((key) => key.parts[0]?.column?.toLowerCase()).filter((column) => column !== undefined);
}

/** Undefined where there is no AST, or it names other columns than the text does. */
function searchedByAst(
  { ast }: ReviewedStatement,
  columns: readonly string[],
  inText: ReadonlySet<string>,
): ReadonlySet<string> | undefined {
  const where = isNode(ast.ast) ? ast.ast['where'] : undefined;
  const inAst = columnsIn(where);
  const agrees = columns.every((column) => inAst.has(column)) && [...inAst].every((column) => inText.has(column));
  return where !== null && where !== undefined && agrees ? searchableColumns(where) : undefined;
}
