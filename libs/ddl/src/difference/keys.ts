// The key clauses that make the keys of one state those of another, in their order. The server sorts keys into groups (sql_table.cc,
// sort_keys) and keeps within a group those that stay before those that are added: so a key that has to stand before one that stays is not enough
// to add; those behind it are dropped and added again.
import { quoteIdentifier } from '@sluice/sql';
import type { KeyModel, TableModel } from '../table/model.js';
import type { ColumnPairs } from './pairs.js';

export interface KeyDifference {
  readonly dropped: readonly KeyModel[];
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
  /** Seen or unseen otherwise, all else the same. */
  readonly shown: readonly KeyModel[];
  readonly added: readonly KeyModel[];
}

export function keyDifference(from: TableModel, to: TableModel, pairs: ColumnPairs): KeyDifference {
  const now = matches(from, to, pairs);
  const kept = new Map<KeyModel, KeyModel>();
  for (const group of groups(to)) {
    const standing = now.filter(({ same }) => same !== undefined && group.includes(same));
    // Those that stay have to be the first ones of the group, in this order.
    for (const [i, key] of group.entries()) {
      const there = standing[i];
      if (there === undefined || there.same !== key) break;
      kept.set(key, there.key);
    }
  }
  const stays = new Set(kept.values());
  const pairsKept = [...kept];
  return {
    dropped: from.keys.filter((key) => !stays.has(key)),
    renamed: pairsKept.flatMap(([then, key]) => (then.name === key.name ? [] : [{ from: key.name, to: then.name }])),
    shown: pairsKept.flatMap(([then, key]) => (then.invisible === key.invisible ? [] : [then])),
    added: to.keys.filter((key) => !kept.has(key)),
  };
}

/** For each key of `from` the key of `to` that it is, perhaps under another name. */
function matches(
  from: TableModel,
  to: TableModel,
  pairs: ColumnPairs,
): { readonly key: KeyModel; readonly same: KeyModel | undefined }[] {
  const free = new Set(to.keys);
  const found = new Map<KeyModel, KeyModel>();
  const take = (key: KeyModel, isNamed: (other: KeyModel) => boolean): void => {
    const text = found.has(key) ? undefined : describeNow(key, pairs);
    const same = [...free].find((other) => describe(other, other.parts) === text && isNamed(other));
    if (same === undefined) return;
    found.set(key, same);
    free.delete(same);
  };
  for (const key of from.keys) take(key, (other) => isNamedAs(key, other));
  // One that stands under another name is renamed, but never to a name that another key has now.
  for (const key of from.keys) take(key, (other) => !from.keys.some((now) => isNamedAs(now, other)));
  return from.keys.map((key) => ({ key, same: found.get(key) }));
}

function isNamedAs(one: KeyModel, other: KeyModel): boolean {
  return one.name.toLowerCase() === other.name.toLowerCase();
}

/** Undefined where a column of it goes. */
function describeNow(key: KeyModel, pairs: ColumnPairs): string | undefined {
  if (key.parts.some(({ column }) => column !== undefined && !pairs.has(column))) return undefined;
  return describe(
    key,
    key.parts.map(({ column, text }) => ({ text, column: column === undefined ? undefined : pairs.get(column) })),
  );
}

function describe({ kind, options }: KeyModel, parts: readonly { column: string | undefined; text: string }[]): string {
  return JSON.stringify([kind, options, parts.map(({ column, text }) => [column?.toLowerCase() ?? null, text])]);
}

function groups(to: TableModel): KeyModel[][] {
  const byRank = new Map<string, KeyModel[]>();
  for (const key of to.keys) {
    const rank = key.kind === 'unique' ? uniqueRank(key, to) : key.kind === 'spatial' ? 'index' : key.kind;
    byRank.set(rank, [...(byRank.get(rank) ?? []), key]);
  }
  return [...byRank.values()];
}

/** Among unique keys those without NULLs come first, then those over whole, stored columns. */
function uniqueRank({ parts }: KeyModel, { columns }: TableModel): string {
  const own = parts.map(({ column }) => columns.find(({ name }) => name === column));
  const nullable = own.some((column) => column === undefined || column.nullable);
  const virtual = own.some((column) => column === undefined || column.generated === 'virtual');
  const prefix = parts.some(({ text }) => text.startsWith('('));
  return `unique ${String(nullable)} ${String(virtual)} ${String(prefix)}`;
}

export function dropKeyClause({ kind, name }: KeyModel): string {
  return kind === 'primary' ? 'DROP PRIMARY KEY' : `DROP INDEX ${quoteIdentifier(name)}`;
}

export function addKeyClause({ kind, name, parts, options, invisible }: KeyModel): string {
  const verbs = {
    primary: 'PRIMARY KEY',
    unique: 'UNIQUE KEY',
    index: 'KEY',
    fulltext: 'FULLTEXT KEY',
    spatial: 'SPATIAL KEY',
  };
  const list = parts.map(({ column, text }) => {
    if (column === undefined) return text;
    return `${quoteIdentifier(column)}${text === '' || text.startsWith('(') ? text : ` ${text}`}`;
  });
  const named = kind === 'primary' ? '' : ` ${quoteIdentifier(name)}`;
  const behind = [options, invisible ? 'INVISIBLE' : ''].filter((part) => part !== '').join(' ');
  return `ADD ${verbs[kind]}${named} (${list.join(', ')})${behind === '' ? '' : ` ${behind}`}`;
}
