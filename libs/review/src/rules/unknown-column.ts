// A column that no table of the statement has.
// Without an AST: the columns that the statement writes (SET lists, INSERT's column list), from the tokens; that blocks.
// With an AST: those that it reads, too, as a warning, and only where a token of that name stands in the text: the AST takes
// `a = 1e5` for a column 1e5 and `_latin1'x'` for a column _latin1.
import type { ChangeUnderReview, ReviewedStatement } from '../change-under-review.js';

import { columnsIn, nodesIn } from '../ast/nodes.js';
import type { Found, Rule } from '../rule.js';
import { findTable, hasColumn, isReadable } from '../schema/find-table.js';
import { writtenColumns } from '../schema/written-columns.js';
import { identifiersIn } from '../text/identifiers.js';

export const unknownColumn: Rule = {
  code: 'unknown-column',
  find: (change) =>
    change.statements.flatMap((statement) => {
      const written = unknownWritten(change, statement);
      const known = new Set(written.map(({ params }) => String(params['column']).toLowerCase()));
      const read = unknownRead(change, statement).filter(
        ({ params }) => !known.has(String(params['column']).toLowerCase()),
      );
      return [...written, ...read];
    }),
};

function unknownWritten(change: ChangeUnderReview, statement: ReviewedStatement): Found[] {
  if (!statement.slice.ok) return [];
  return writtenColumns(change, statement.slice.slice)
    .filter(({ owners }) => owners?.length === 0)
    .map(({ name, range, tableName }) => ({
      severity: 'block',
      params: { table: tableName, column: name },
      at: { statement, range },
    }));
}

function unknownRead(change: ChangeUnderReview, statement: ReviewedStatement): Found[] {
  const references = statement.facts?.tables ?? [];
  if (statement.ast.ast === undefined || !statement.slice.ok || references.length === 0) return [];
  const tables = references.map((reference) => (reference.isCte ? undefined : findTable(change, reference)));
  if (!tables.every(isReadable)) return [];

  const tokens = new Map(identifiersIn(statement.statement).map(({ name, range }) => [name, range]));
  const aliases = aliasesIn(statement);
  return [...columnsIn(statement.ast.ast)]
    .filter((column) => column !== '*' && !aliases.has(column) && !tables.some((table) => hasColumn(table, column)))
    .flatMap((column): Found[] => {
      const range = tokens.get(column);
      if (range === undefined) return [];
      return [{ severity: 'warn', params: { table: references[0]?.table ?? '', column }, at: { statement, range } }];
    });
}

/** Names that the statement itself gives: aliases of tables and expressions, and the columns of a row alias. */
function aliasesIn({ ast, slice }: ReviewedStatement): ReadonlySet<string> {
  const given = [...nodesIn(ast.ast)].map((node) => node['as']).filter((name) => typeof name === 'string');
  const rowAlias = slice.ok && 'rowAlias' in slice.slice ? slice.slice.rowAlias : undefined;
  return new Set([...given, ...(rowAlias?.columns ?? [])].map((name) => name.toLowerCase()));
}
