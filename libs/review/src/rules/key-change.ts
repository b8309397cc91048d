// An assignment to a column of the primary key: rows get another identity, and what points at them by value is left behind.
// Without an AST: the same. Assignments come from the tokens, keys from the target.
import type { Found, Rule } from '../rule.js';
import { writtenColumns } from '../schema/written-columns.js';

export const keyChange: Rule = {
  code: 'key-change',
  find: (change) =>
    change.statements.flatMap((statement): Found[] => {
      if (!statement.slice.ok || statement.slice.slice.kind !== 'UPDATE') return [];
      return writtenColumns(change, statement.slice.slice).flatMap(({ name, range, owners }): Found[] => {
        const [table, ...others] = owners ?? [];
        if (table === undefined || others.length > 0) return [];
        const primary = table.keys.find((key) => key.name === 'PRIMARY');
        const isKey = primary?.parts.some(({ column }) => column?.toLowerCase() === name.toLowerCase());
        if (isKey !== true) return [];
        return [{ severity: 'warn', params: { table: table.table, column: name }, at: { statement, range } }];
      });
    }),
};
