// A table is put aside instead of being dropped or emptied: by RENAME, which moves no row.
import type { Recycled } from '@sluice/contracts';
import { creating, withoutNextId } from '@sluice/ddl';
import { quoteIdentifier } from '@sluice/sql';
import type { Session } from '../connect/session.js';

/** Where the tables of one step go: schema and a prefix of their names there. */
export interface AsidePlace {
  readonly schema: string;
  readonly prefix: string;
}

const nameAside = ({ schema, prefix }: AsidePlace, number: number): string =>
  `${quoteIdentifier(schema)}.${quoteIdentifier(`${prefix}${String(number)}`)}`;

/** In one statement all of them, so that there is no moment in between; what stays empty is made beside first. */
export async function putAside(
  session: Session,
  schema: string,
  recycled: readonly Recycled[],
  place: AsidePlace,
): Promise<void> {
  const own = (table: string): string => `${quoteIdentifier(schema)}.${quoteIdentifier(table)}`;
  const moves: string[] = [];
  for (const [i, { table, leaves }] of recycled.entries()) {
    moves.push(`${own(table)} TO ${nameAside(place, i)}`);
    if (leaves === 'gone') continue;
    const empty = nameAside({ ...place, prefix: `${place.prefix}e` }, i);
    const [row] = await session.rows(`SHOW CREATE TABLE ${own(table)}`);
    await session.run(`DROP TABLE IF EXISTS ${empty}`);
    // LIKE would give the CHECKs other names.
    const version = (await session.cell('SELECT @@version')) ?? '';
    for (const sql of creating(withoutNextId(row?.[1] ?? ''), version, empty)) await session.run(sql);
    moves.push(`${empty} TO ${own(table)}`);
  }
  if (moves.length > 0) await session.run(`RENAME TABLE ${moves.join(', ')}`);
}

/** The other way; the empty one that stood there goes aside in its turn, with what was put into it. Null: nothing was put aside. */
export function takeBackSql(schema: string, recycled: readonly Recycled[], place: AsidePlace): string | null {
  const own = (table: string): string => `${quoteIdentifier(schema)}.${quoteIdentifier(table)}`;
  const moves = recycled.flatMap(({ table, leaves }, i) => [
    ...(leaves === 'gone' ? [] : [`${own(table)} TO ${nameAside({ ...place, prefix: `${place.prefix}e` }, i)}`]),
    `${nameAside(place, i)} TO ${own(table)}`,
  ]);
  return moves.length === 0 ? null : `RENAME TABLE ${moves.join(', ')}`;
}

/** What the change made goes aside when it is undone, with its rows. Null: it made nothing. */
export function putCreatedAsideSql(schema: string, created: readonly string[], place: AsidePlace): string | null {
  const moves = created.map(
    (table, i) =>
      `${quoteIdentifier(schema)}.${quoteIdentifier(table)} TO ${nameAside({ ...place, prefix: `${place.prefix}c` }, i)}`,
  );
  return moves.length === 0 ? null : `RENAME TABLE ${moves.join(', ')}`;
}
