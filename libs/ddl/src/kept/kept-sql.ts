// The texts that keep values by key on the target, and put them back. Table names go in whole and quoted; no aliases: under LOCK TABLES each
// alias would need a lock of its own.
import type { KeptValues } from '@sluice/contracts';
import { quoteIdentifier } from '@sluice/sql';

/** `schema`.`table`, quoted, of the kept values and of the table before and after the statement. */
export interface KeptPlace {
  readonly kept: string;
  readonly before: string;
  readonly after: string;
}

const keyName = (i: number): string => `k${String(i)}`;
const beforeName = (i: number): string => `b${String(i)}`;
const afterName = (i: number): string => `a${String(i)}`;

export function createKept({ key, columns }: KeptValues, { kept }: KeptPlace): string {
  const parts = [
    ...key.map(({ type }, i) => `${keyName(i)} ${type} NOT NULL`),
    ...columns.flatMap(({ type, after }, i) => [
      `${beforeName(i)} ${type} NULL`,
      ...(after === null ? [] : [`${afterName(i)} ${after.type} NULL`]),
    ]),
    'conflict TINYINT NOT NULL DEFAULT 0',
    `PRIMARY KEY (${key.map((_, i) => keyName(i)).join(', ')})`,
  ];
  return `CREATE TABLE ${kept} (${parts.join(', ')}) ENGINE=InnoDB`;
}

export function keepBefore({ key, columns }: KeptValues, { kept, before }: KeptPlace): string {
  const into = [...key.map((_, i) => keyName(i)), ...columns.map((_, i) => beforeName(i))];
  const from = [...key, ...columns].map(({ name }) => quoteIdentifier(name));
  return `INSERT INTO ${kept} (${into.join(', ')}) SELECT ${from.join(', ')} FROM ${before}`;
}

/** What the statement made of them; undefined where all are gone. */
export function keepAfter(values: KeptValues, place: KeptPlace): string | undefined {
  const sets = values.columns.flatMap(({ after }, i) =>
    after === null ? [] : [`${place.kept}.${afterName(i)} = ${place.after}.${quoteIdentifier(after.name)}`],
  );
  if (sets.length === 0) return undefined;
  return `UPDATE ${place.kept} JOIN ${place.after} ON ${joinAfter(values, place)} SET ${sets.join(', ')}`;
}

/** Rows whose values somebody changed since; undefined where none can be. */
export function markKeptConflicts(values: KeptValues, place: KeptPlace): string | undefined {
  const differing = values.columns.flatMap(({ after }, i) =>
    after === null
      ? []
      : [`NOT ${isSame(`${place.kept}.${afterName(i)}`, `${place.after}.${quoteIdentifier(after.name)}`)}`],
  );
  if (differing.length === 0) return undefined;
  return `UPDATE ${place.kept} JOIN ${place.after} ON ${joinAfter(values, place)} SET ${place.kept}.conflict = 1 WHERE ${differing.join(' OR ')}`;
}

export function countKeptConflicts({ kept }: KeptPlace): string {
  return `SELECT COUNT(*) FROM ${kept} WHERE conflict = 1`;
}

/** Rows that came since: what they hold is nowhere kept. */
export function countOtherRows(values: KeptValues, place: KeptPlace): string {
  return `SELECT COUNT(*) FROM ${place.after} LEFT JOIN ${place.kept} ON ${joinAfter(values, place)} WHERE ${place.kept}.${keyName(0)} IS NULL`;
}

/** After the definition is what it was. Columns that move by themselves stay. */
export function putBackKept(values: KeptValues, { kept, before }: KeptPlace): string {
  const on = values.key.map(({ name }, i) => `${before}.${quoteIdentifier(name)} = ${kept}.${keyName(i)}`);
  const own = new Set(values.columns.map(({ name }) => name));
  const sets = [
    ...values.columns.map(({ name }, i) => `${before}.${quoteIdentifier(name)} = ${kept}.${beforeName(i)}`),
    ...values.untouched
      .filter((name) => !own.has(name))
      .map((name) => `${before}.${quoteIdentifier(name)} = ${before}.${quoteIdentifier(name)}`),
  ];
  return `UPDATE ${before} JOIN ${kept} ON ${on.join(' AND ')} SET ${sets.join(', ')} WHERE ${kept}.conflict = 0`;
}

function joinAfter({ key }: KeptValues, { kept, after }: KeptPlace): string {
  return key.map(({ after: name }, i) => `${after}.${quoteIdentifier(name)} = ${kept}.${keyName(i)}`).join(' AND ');
}

/** Also in every byte: 'a' = 'A' in most collations. */
function isSame(one: string, other: string): string {
  return `(${one} <=> ${other} AND CAST(${one} AS BINARY) <=> CAST(${other} AS BINARY))`;
}
