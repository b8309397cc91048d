import type { ColumnFacts } from '../facts.js';
import { rowKey } from '../fingerprint/row-key.js';
import { notUndoable, tableLabel, type Condition } from './subject.js';

/** MySQL's row limit is 65,535 bytes without BLOBs; an image row is 4 bytes and a bit a column longer than the row, or 44 without a key. */
const rowLimit = 65_535;

export const rowTooWide: Condition = ({ target }) => {
  const width = target?.columns.reduce((sum, column) => sum + columnBytes(column), rowKey(target) ? 4 : 44) ?? 0;
  return target && width > rowLimit ? notUndoable('row-too-wide', { table: tableLabel(target) }) : undefined;
};

function columnBytes({ dataType, octets }: ColumnFacts): number {
  const pointer = /blob|text|json|vector|geom|point|line|polygon|collection/.test(dataType);
  const length = pointer ? 12 : /char|binary/.test(dataType) ? (octets ?? 0) + 2 : 8;
  return length + 1 / 4;
}
