import type { TableFacts } from '../facts.js';
import { notUndoable, sameColumn, tableLabel, type Condition } from './subject.js';

/** InnoDB's limits of one key: 16 parts and 3,072 bytes; the images' key needs one part and 4 bytes more. */
const partLimit = 15;
const byteLimit = 3_060;

/** A prefix of a column, or a key at InnoDB's limit, cannot be the key of an image table. */
export const keyNotPlain: Condition = ({ target }) => {
  const key = target?.keys.find(({ name }) => name === 'PRIMARY');
  if (!target || !key) return undefined;
  const plain = key.parts.every((part) => part.column !== null && part.prefix === null);
  if (plain && key.parts.length <= partLimit && keyBytes(target) <= byteLimit) return undefined;
  return notUndoable('key-not-plain', { table: tableLabel(target), key: key.name });
};

function keyBytes(table: TableFacts): number {
  const parts = table.keys.find(({ name }) => name === 'PRIMARY')?.parts ?? [];
  const widths = parts.map(({ column }) => table.columns.find((c) => sameColumn(c.name, column ?? ''))?.octets ?? 32);
  return widths.reduce((sum, width) => sum + width + 2, 0);
}
