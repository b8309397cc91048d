// A table that the target does not have, anywhere in the statement: target, join, subquery or CTE body.
// Without an AST: the same. The names come from the tokens (`DELETE QUICK FROM t` names t), their being there from the target.
import type { Found, Rule } from '../rule.js';
import { findTable } from '../schema/find-table.js';

export const unknownTable: Rule = {
  code: 'unknown-table',
  find: (change) =>
    change.statements.flatMap((statement): Found[] => {
      const missing = (statement.facts?.tables ?? []).filter(
        (reference) => !reference.isCte && findTable(change, reference)?.kind === 'missing',
      );
      const once = missing.filter(
        (reference, index) =>
          missing.findIndex((other) => other.schema === reference.schema && other.table === reference.table) === index,
      );
      return once.map((reference) => ({
        severity: 'block',
        // With its schema, as the target's own message names it: the reader sees one finding, not two.
        params: { table: `${reference.schema ?? change.schema}.${reference.table}` },
        at: { statement, range: reference.range },
      }));
    }),
};
