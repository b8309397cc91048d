// By which columns kept values find their rows again.
import type { ColumnPairs } from '../difference/pairs.js';
import type { TableModel } from '../table/model.js';

/** Types that a literal or a join does not find again for certain. */
const LOOSE = /^(?:float|double|real|json|geometry|point|linestring|polygon|multi|geom)/;

/** The primary key's columns, whole, the same before and after but perhaps for a name; undefined: there is no such key. */
export function keptKey(before: TableModel, after: TableModel, pairs: ColumnPairs): readonly string[] | undefined {
  const primary = before.keys.find(({ kind }) => kind === 'primary');
  if (primary === undefined) return undefined;
  const names: string[] = [];
  for (const { column, text } of primary.parts) {
    const own = before.columns.find(({ name }) => name === column);
    const now = after.columns.find(({ name }) => name === pairs.get(own?.name ?? ''));
    const isSame = own !== undefined && now !== undefined && own.type === now.type && own.charset === now.charset;
    if (!isSame || own.collation !== now.collation || text.startsWith('(') || LOOSE.test(own.type)) return undefined;
    names.push(own.name);
  }
  const then = after.keys.find(({ kind }) => kind === 'primary')?.parts.map(({ column }) => column);
  return then?.join('\0') === names.map((name) => pairs.get(name)).join('\0') ? names : undefined;
}
