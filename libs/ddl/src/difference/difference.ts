// The statements that make a table of one state a table of another. Nothing is trusted here: a rehearsal runs them and compares.
import { quoteIdentifier } from '@sluice/sql';
import type { TableModel } from '../table/model.js';
import { columnClauses, columnDifference } from './columns.js';
import { addForeignKeyClause, checkClauses, foreignKeyDifference } from './constraints.js';
import { addKeyClause, dropKeyClause, keyDifference } from './keys.js';
import { optionClauses } from './options.js';
import type { ColumnPairs } from './pairs.js';

/**
 * With unqualified names, to run in order in the table's schema; empty where nothing differs.
 * @param pairs names in `to` by names in `from`
 * @returns undefined where no statement is known that does it
 */
export function difference(from: TableModel, to: TableModel, pairs: ColumnPairs): string[] | undefined {
  const options = optionClauses(from, to);
  if (options === undefined) return undefined;
  const keys = keyDifference(from, to, pairs);
  const foreign = foreignKeyDifference(from, to, pairs);
  const checks = checkClauses(from, to);
  const dropForeign = foreign.dropped.map(({ name }) => `DROP FOREIGN KEY ${quoteIdentifier(name)}`);
  const main = [
    ...checks.dropped,
    ...keys.dropped.map(dropKeyClause),
    ...columnClauses(columnDifference(from, to, pairs)),
    ...keys.renamed.map((key) => `RENAME INDEX ${quoteIdentifier(key.from)} TO ${quoteIdentifier(key.to)}`),
    ...keys.shown.map(
      ({ name, invisible }) => `ALTER INDEX ${quoteIdentifier(name)} ${invisible ? 'INVISIBLE' : 'VISIBLE'}`,
    ),
    ...keys.added.map(addKeyClause),
    ...checks.changed,
    ...foreign.added.map(addForeignKeyClause),
    ...options,
  ];
  const partitioning = partitionText(from, to);
  const statements: string[] = [];
  if (from.name !== to.name)
    statements.push(`RENAME TABLE ${quoteIdentifier(from.name)} TO ${quoteIdentifier(to.name)}`);
  // In one statement a foreign key can't be dropped and added under one name (1826).
  if (foreign.dropped.length > 0 && foreign.added.length > 0) statements.push(alter(to.name, dropForeign, ''));
  else main.unshift(...dropForeign);
  if (main.length > 0 || partitioning !== '') statements.push(alter(to.name, main, partitioning));
  return statements;
}

function alter(table: string, clauses: readonly string[], partitioning: string): string {
  const parts = [`ALTER TABLE ${quoteIdentifier(table)}`, clauses.join(', '), partitioning];
  return parts.filter((part) => part !== '').join(' ');
}

/** Whole: rows that no partition takes make it fail, and none is lost. */
function partitionText(from: TableModel, to: TableModel): string {
  if (from.partitioning === to.partitioning) return '';
  return to.partitioning ?? 'REMOVE PARTITIONING';
}
