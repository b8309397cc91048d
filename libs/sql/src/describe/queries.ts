import type { Cte } from '../slice/ctes.js';
import type { Reader } from '../slice/reader.js';
import { isQueryBracket, readNamedTable, readTableReferences } from '../slice/tables.js';
import type { Place, Subquery, TableReference } from '../types.js';

const AFTER_FROM = [
  'WHERE',
  'GROUP',
  'HAVING',
  'WINDOW',
  'QUALIFY',
  'ORDER',
  'LIMIT',
  'UNION',
  'EXCEPT',
  'INTERSECT',
  'FOR',
  'INTO',
  'LOCK',
  'ON',
] as const;

/** The base tables that FROM and TABLE name in queries within tokens [from, end); FROM inside TRIM(… FROM …) is told apart by its bracket. */
export function tablesRead(reader: Reader, from: number, end: number, ctes: readonly Cte[]): TableReference[] {
  const tables: TableReference[] = [];
  for (let i = from; i < end; i++) {
    const bracket = reader.around(i);
    if (bracket >= from && !isQueryBracket(reader, bracket)) continue;
    if (reader.is(i, 'FROM')) {
      const stop = bracket >= from ? reader.afterBracket(bracket) - 1 : end;
      tables.push(...readTableReferences(reader, i + 1, endOfFrom(reader, i + 1, stop), ctes));
    } else if (reader.is(i, 'TABLE') && reader.isName(i + 1))
      tables.push(readNamedTable(reader, i + 1, ctes).reference);
  }
  return tables;
}

/** ON ends a FROM only as ON DUPLICATE KEY, FOR only where no index hint is meant. */
function endOfFrom(reader: Reader, from: number, end: number): number {
  return reader.find(from, end, (i) => {
    if (!reader.is(i, ...AFTER_FROM)) return false;
    if (reader.is(i, 'ON')) return reader.is(i + 1, 'DUPLICATE') && reader.is(i + 2, 'KEY');
    return !reader.is(i, 'FOR') || reader.is(i + 1, 'UPDATE', 'SHARE');
  });
}

/** The outermost queries in brackets within tokens [from, end). */
export function subqueriesIn(
  reader: Reader,
  from: number,
  end: number,
  place: Place,
  ctes: readonly Cte[],
): Subquery[] {
  const found: Subquery[] = [];
  for (let i = from; i < end; i++) {
    if (!isQueryBracket(reader, i) || !reader.symbol(i, '(')) continue;
    const next = reader.afterBracket(i);
    found.push({
      range: reader.range(i + 1, next - 1),
      place,
      tables: tablesRead(reader, i, next, ctes),
      hasLimit: some(i, next, (at) => reader.is(at, 'LIMIT')),
      hasLock: some(i, next, (at) => isLock(reader, at)),
    });
    i = next - 1;
  }
  return found;
}

export function isLock(reader: Reader, i: number): boolean {
  if (reader.is(i, 'FOR')) return reader.is(i + 1, 'UPDATE', 'SHARE');
  return reader.is(i, 'LOCK') && reader.is(i + 1, 'IN');
}

function some(from: number, end: number, matches: (i: number) => boolean): boolean {
  for (let i = from; i < end; i++) if (matches(i)) return true;
  return false;
}
