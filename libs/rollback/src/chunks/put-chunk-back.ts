// The undo of one chunk without a worklist: right where every row is as the chunk left it, and nothing but the row itself is concerned. A chunk
// moves no key and no unique value, so its rows go back where they stand.
import { captureJoin } from '../images/capture.js';
import { liveName, storedColumns } from '../images/columns.js';
import { sameAsLive } from '../images/same-row.js';
import type { TableFacts } from '../facts.js';
import type { ImageSet } from '../undo/image-set.js';

/**
 * Whether this way is open: no foreign key on either side, no trigger, no JSON (whose change by UPDATE is not always seen), and no other unique
 * key whose values of deleted rows others may have taken.
 */
export function goesBackInPlace({ table, hasAfter }: ImageSet, facts: TableFacts): boolean {
  if (facts.foreignKeys.length + facts.children.length + facts.triggers.length > 0) return false;
  if (hasAfter) return table.columns.every(({ type }) => !/^json$/i.test(type));
  return table.uniqueKeys.length === 1;
}

/** How many rows are in every byte as the chunk left them; `locking`: and stay so. */
export function countAsLeft({ table, names }: ImageSet, chunk: number, locking: boolean): string {
  return (
    `SELECT COUNT(*) FROM ${captureJoin(table, names.after)}\n` +
    `WHERE i.statement_no = ${String(chunk)} AND ${sameAsLive(table, 'i', 't')}${locking ? ' FOR UPDATE OF t' : ''}`
  );
}

/** How many deleted rows are there again; `locking`: and nobody can put one there. */
export function countCameBack({ table, names }: ImageSet, chunk: number, locking: boolean): string {
  return (
    `SELECT COUNT(*) FROM ${captureJoin(table, names.before)}\n` +
    `WHERE i.statement_no = ${String(chunk)}${locking ? ' FOR UPDATE OF t' : ''}`
  );
}

/** Every stored column by name, so that none updates itself. */
export function putChunkBack({ table, names, hasAfter }: ImageSet, chunk: number): string {
  const stored = storedColumns(table);
  if (hasAfter) {
    const assignments = stored.filter(({ isKey }) => !isKey).map(({ live, image }) => `t.${live} = i.${image}`);
    return `UPDATE ${captureJoin(table, names.before)}\nSET ${assignments.join(', ')} WHERE i.statement_no = ${String(chunk)}`;
  }
  return (
    `INSERT INTO ${liveName(table)} (${stored.map(({ live }) => live).join(', ')})\n` +
    `SELECT ${stored.map(({ image }) => `i.${image}`).join(', ')} FROM ${names.before} i WHERE i.statement_no = ${String(chunk)}`
  );
}
