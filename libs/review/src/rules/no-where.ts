// UPDATE and DELETE that change every row of a table: no WHERE at all, or one without a single name in it (`WHERE 1`).
// Without an AST: the same. Tokens alone decide, so `SET a=5--1 WHERE …` and `/*!80000 WHERE … */` have their WHERE.
import type { Slice } from '@sluice/sql';
import type { ChangeUnderReview } from '../change-under-review.js';
import type { Found, Rule } from '../rule.js';
import { identifiersIn } from '../text/identifiers.js';

const constants = new Set([
  'true',
  'false',
  'null',
  'not',
  'and',
  'or',
  'xor',
  'is',
  'in',
  'between',
  'div',
  'mod',
  'like',
]);

export const noWhere: Rule = {
  code: 'no-where',
  find: (change) =>
    change.statements.flatMap((statement): Found[] => {
      if (!statement.slice.ok) return [];
      const { slice } = statement.slice;
      if ((slice.kind !== 'UPDATE' && slice.kind !== 'DELETE') || slice.limit !== undefined) return [];
      if (slice.where !== undefined && namesSomething(slice)) return [];
      // A join's ON chooses rows too; only the plain form surely takes all of them.
      if (slice.multiTable && slice.where === undefined && slice.tables.length > 1) return [];
      const table = slice.targets?.[0]?.table ?? slice.tables[0]?.table ?? '';
      return [{ severity: severityFor(change, slice), params: { table }, at: { statement } }];
    }),
};

/** A WHERE that says "every row" is a decision, and so is an expected number of rows; a missing WHERE is mostly a slip. */
function severityFor(change: ChangeUnderReview, slice: { readonly where: unknown }): 'warn' | 'block' {
  const isDecided = slice.where !== undefined || change.expectedRows !== null;
  return change.environment.production && !isDecided ? 'block' : 'warn';
}

function namesSomething(slice: Extract<Slice, { kind: 'UPDATE' | 'DELETE' }>): boolean {
  return identifiersIn(slice.statement, slice.where).some(({ name }) => !constants.has(name));
}
