// Foreign keys and CHECKs, both listed by the server in the order of their names.
import { quoteIdentifier } from '@sluice/sql';
import type { CheckModel, ForeignKeyModel, TableModel } from '../table/model.js';
import type { ColumnPairs } from './pairs.js';

export interface ForeignKeyDifference {
  readonly dropped: readonly ForeignKeyModel[];
  readonly added: readonly ForeignKeyModel[];
}

/** A foreign key follows its columns and its tables when these are renamed. */
export function foreignKeyDifference(from: TableModel, to: TableModel, pairs: ColumnPairs): ForeignKeyDifference {
  const then = new Set(to.foreignKeys.map(describe));
  const now = new Map(from.foreignKeys.map((key) => [describe(followed(key, from, to, pairs)), key]));
  return {
    dropped: [...now].flatMap(([text, key]) => (then.has(text) ? [] : [key])),
    added: to.foreignKeys.filter((key) => !now.has(describe(key))),
  };
}

function followed(key: ForeignKeyModel, from: TableModel, to: TableModel, pairs: ColumnPairs): ForeignKeyModel {
  const isSelf = key.parentSchema === undefined && key.parent === from.name;
  const follow = (name: string): string => pairs.get(name) ?? name;
  return {
    ...key,
    columns: key.columns.map(follow),
    ...(isSelf ? { parent: to.name, parentColumns: key.parentColumns.map(follow) } : {}),
  };
}

function describe(key: ForeignKeyModel): string {
  return JSON.stringify([key.name, key.columns, key.parentSchema ?? null, key.parent, key.parentColumns, key.rules]);
}

export function addForeignKeyClause(key: ForeignKeyModel): string {
  const names = (list: readonly string[]): string => list.map(quoteIdentifier).join(', ');
  const parent = [key.parentSchema, key.parent].filter((name) => name !== undefined).map(quoteIdentifier);
  const rules = key.rules === '' ? '' : ` ${key.rules}`;
  return `ADD CONSTRAINT ${quoteIdentifier(key.name)} FOREIGN KEY (${names(key.columns)}) REFERENCES ${parent.join('.')} (${names(key.parentColumns)})${rules}`;
}

/** Dropped and added in one statement a CHECK keeps its name. */
export function checkClauses(from: TableModel, to: TableModel): { dropped: string[]; changed: string[] } {
  const find = (checks: readonly CheckModel[], name: string): CheckModel | undefined =>
    checks.find((check) => check.name === name);
  const dropped: string[] = [];
  const changed: string[] = [];
  for (const { name, expression } of from.checks) {
    if (find(to.checks, name)?.expression !== expression) dropped.push(`DROP CHECK ${quoteIdentifier(name)}`);
  }
  for (const { name, expression, enforced } of to.checks) {
    const now = find(from.checks, name);
    const word = enforced ? 'ENFORCED' : 'NOT ENFORCED';
    if (now?.expression !== expression) {
      changed.push(`ADD CONSTRAINT ${quoteIdentifier(name)} CHECK ${expression} ${word}`);
    } else if (now.enforced !== enforced) changed.push(`ALTER CHECK ${quoteIdentifier(name)} ${word}`);
  }
  return { dropped, changed };
}
