// Which columns' values a change of a table's definition may lose: dropped ones, and those turned into what may not hold them.
import type { ColumnPairs } from '../difference/pairs.js';
import type { ColumnModel, TableModel } from '../table/model.js';
import { keepsValues, type ResolvedColumn } from './value-change.js';

export interface ValuesAtRisk {
  readonly column: string;
  /** Its name after; null: dropped. */
  readonly after: string | null;
}

/** @param pairs names after by names before; generated columns are computed again, and are not among them unless they become another kind */
export function valuesAtRisk(
  before: TableModel,
  after: TableModel,
  pairs: ColumnPairs,
  strict: boolean,
): ValuesAtRisk[] {
  return before.columns.flatMap((column): ValuesAtRisk[] => {
    const now = after.columns.find(({ name }) => name === pairs.get(column.name));
    if (now === undefined) return column.generated === 'no' ? [{ column: column.name, after: null }] : [];
    const isKept = keepsValues(resolved(column, before), resolved(now, after), strict);
    return isKept ? [] : [{ column: column.name, after: now.name }];
  });
}

function resolved(column: ColumnModel, { options }: TableModel): ResolvedColumn {
  const ofTable = options.find(({ name }) => name === 'DEFAULT CHARSET')?.value ?? '';
  return { ...column, resolvedCharset: column.charset ?? ofTable };
}
