import type { TableReference } from '../types.js';
import { isCte, type Cte } from './ctes.js';
import { NotUnderstood, type Reader } from './reader.js';

/** Words that follow a table and are no alias (all reserved in MySQL). */
const NO_ALIAS = new Set(
  (
    'ON USING USE FORCE IGNORE PARTITION JOIN INNER CROSS LEFT RIGHT NATURAL STRAIGHT_JOIN SET WHERE ORDER LIMIT GROUP HAVING FOR ' +
    'UNION EXCEPT INTERSECT INTO LOCK WINDOW FROM VALUES SELECT TABLE WITH QUALIFY'
  ).split(' '),
);

export interface NamedTable {
  readonly reference: TableReference;
  readonly next: number;
  /** Index of the name, of the alias's first token, and of PARTITION; -1 for none. */
  readonly aliasAt: number;
  readonly partitionAt: number;
}

/** The base tables and CTEs of the table references in [from, end), derived tables left out. Throws NotUnderstood. */
export function readTableReferences(reader: Reader, from: number, end: number, ctes: readonly Cte[]): TableReference[] {
  const tables: TableReference[] = [];
  let at = readFactor(reader, from, end, ctes, tables);
  while (at < end) {
    if (reader.symbol(at, ',')) at = readFactor(reader, at + 1, end, ctes, tables);
    else if (startsJoin(reader, at)) at = readFactor(reader, afterJoinWords(reader, at), end, ctes, tables);
    else if (reader.is(at, 'ON'))
      at = reader.find(
        at + 1,
        end,
        (i) => reader.symbol(i, ',') || startsJoin(reader, i) || reader.is(i, 'ON', 'USING'),
      );
    else if (reader.is(at, 'USING') && reader.symbol(at + 1, '(')) at = reader.afterBracket(at + 1);
    else throw new NotUnderstood(reader.tokens[at]);
  }
  return tables;
}

function startsJoin(reader: Reader, i: number): boolean {
  if (reader.is(i, 'LEFT', 'RIGHT')) return reader.is(i + 1, 'JOIN', 'OUTER');
  return reader.is(i, 'JOIN', 'INNER', 'CROSS', 'NATURAL', 'STRAIGHT_JOIN');
}

function afterJoinWords(reader: Reader, i: number): number {
  let next = i;
  while (reader.is(next, 'NATURAL', 'INNER', 'CROSS', 'LEFT', 'RIGHT', 'OUTER')) next++;
  return reader.is(next, 'JOIN', 'STRAIGHT_JOIN') ? next + 1 : next;
}

function readFactor(reader: Reader, at: number, end: number, ctes: readonly Cte[], tables: TableReference[]): number {
  if (at >= end) throw new NotUnderstood(reader.tokens[at]);
  if (reader.symbol(at, '{') && reader.is(at + 1, 'OJ')) {
    const next = reader.afterBracket(at);
    tables.push(...readTableReferences(reader, at + 2, next - 1, ctes));
    return next;
  }
  if (reader.is(at, 'LATERAL') && reader.symbol(at + 1, '('))
    return afterAlias(reader, reader.afterBracket(at + 1)).next;
  if (reader.is(at, 'JSON_TABLE') && reader.symbol(at + 1, '('))
    return afterAlias(reader, reader.afterBracket(at + 1)).next;
  if (reader.symbol(at, '(')) {
    const next = reader.afterBracket(at);
    if (isQueryBracket(reader, at)) return afterAlias(reader, next).next;
    tables.push(...readTableReferences(reader, at + 1, next - 1, ctes));
    return next;
  }
  if (reader.is(at, 'DUAL')) return at + 1;
  const { reference, next } = readNamedTable(reader, at, ctes);
  tables.push(reference);
  return next;
}

/** A bracket that holds a query: SELECT, WITH, TABLE or VALUES comes first in it, perhaps in more brackets. */
export function isQueryBracket(reader: Reader, at: number): boolean {
  let first = at;
  while (reader.symbol(first, '(')) first++;
  // TRIM((SELECT …) FROM x): the FROM is the function's.
  if (first === at || reader.is(at - 1, 'TRIM', 'SUBSTRING', 'SUBSTR', 'MID', 'EXTRACT')) return false;
  if (reader.is(first, 'SELECT', 'WITH')) return true;
  if (reader.is(first, 'VALUES')) return reader.is(first + 1, 'ROW');
  return reader.is(first, 'TABLE') && reader.isName(first + 1);
}

/** A table by name, with PARTITION, alias and index hints in the order of SELECT and UPDATE, or of DELETE. */
export function readNamedTable(reader: Reader, at: number, ctes: readonly Cte[]): NamedTable {
  const { parts, next: afterName } = reader.qualifiedName(at);
  const table = parts.at(-1);
  if (table === undefined || parts.length > 2) throw new NotUnderstood(reader.tokens[at]);
  const schema = parts.length === 2 ? parts[0] : undefined;
  let next = afterName;
  let partitions: readonly string[] = [];
  let partitionAt = -1;
  let alias: string | undefined;
  let aliasAt = -1;
  for (;;) {
    if (partitionAt === -1 && reader.is(next, 'PARTITION') && reader.symbol(next + 1, '(')) {
      partitionAt = next;
      ({ partitions, next } = readPartitions(reader, next));
      continue;
    }
    const named = aliasAt === -1 ? afterAlias(reader, next) : { next, alias: undefined };
    if (named.alias === undefined) break;
    aliasAt = next;
    ({ next, alias } = named);
  }
  next = afterIndexHints(reader, next);
  const range = reader.range(at, next);
  const reference = { schema, table, alias, range, partitions, isCte: schema === undefined && isCte(ctes, table, at) };
  return { reference, next, aliasAt, partitionAt };
}

/** `[PARTITION (p, …)]` at `at`: the decoded names. */
export function readPartitions(reader: Reader, at: number): { partitions: readonly string[]; next: number } {
  if (!reader.is(at, 'PARTITION') || !reader.symbol(at + 1, '(')) return { partitions: [], next: at };
  const next = reader.afterBracket(at + 1);
  return { partitions: reader.splitAtCommas(at + 2, next - 1).map((part) => reader.name(part.from)), next };
}

/** `[AS] alias [(columns)]` at `at`, if it is there. */
function afterAlias(reader: Reader, at: number): { next: number; alias: string | undefined } {
  const name = reader.is(at, 'AS') ? at + 1 : at;
  if (!reader.isName(name) || (name === at && NO_ALIAS.has(reader.keyword(at)))) return { next: at, alias: undefined };
  const columns = name + 1;
  return { next: reader.symbol(columns, '(') ? reader.afterBracket(columns) : columns, alias: reader.name(name) };
}

function afterIndexHints(reader: Reader, at: number): number {
  let next = at;
  while (
    (reader.is(next, 'USE', 'FORCE', 'IGNORE') && reader.is(next + 1, 'INDEX', 'KEY')) ||
    (next > at && reader.symbol(next, ',') && reader.is(next + 1, 'USE', 'FORCE', 'IGNORE'))
  ) {
    const bracket = reader.find(next, reader.length, (i) => reader.symbol(i, '('));
    next = reader.afterBracket(bracket);
  }
  return next;
}
