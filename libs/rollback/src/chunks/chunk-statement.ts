// One chunk of a statement: its own text and condition, and a range of its key.
import type { ChunkCut, PlannedStatement, PlannedTable } from '@sluice/contracts';
import { quoteIdentifier } from '@sluice/sql';
import { beyond, columnOf, keyRange, notAbove, readBound, type Bound, type KeyRange } from './range.js';

/** The statement as chunk `number`: captured, run and undone like any other, its image rows carry that number. */
export function chunkStatement(
  table: PlannedTable,
  statement: PlannedStatement,
  cut: ChunkCut,
  number: number,
  range: KeyRange,
): PlannedStatement {
  const { capture } = statement;
  if (!capture) throw new Error(`statement ${String(statement.number)} has no capture`);
  const tail = where(cut, keyRange(table, cut, nameOf(statement), range));
  return { ...statement, number, text: `${cut.head}${tail}`, capture: { ...capture, tail } };
}

/** How many rows match now. In the user's settings, as everything here. */
export function countMatching(statement: PlannedStatement, cut: ChunkCut): string {
  return `SELECT COUNT(*)\nFROM ${refsOf(statement)}\n${where(cut, null)}`;
}

/** The key of the last row that matches; none where no row does. */
export function readLastKey(table: PlannedTable, statement: PlannedStatement, cut: ChunkCut): string {
  return `${selectKey(table, statement, cut)}\n${where(cut, null)}\n${order(statement, cut, 'DESC')} LIMIT 1`;
}

/** The key of the `size`-th row that matches above `above`, not beyond `end`; none where there are fewer. */
export function readNextKey(
  table: PlannedTable,
  statement: PlannedStatement,
  cut: ChunkCut,
  { above, end, size }: { above: Bound | null; end: Bound; size: number },
): string {
  const of = nameOf(statement);
  const upper = notAbove(table, cut, of, end);
  const range = above === null ? upper : `${beyond(table, cut, of, above)} AND ${upper}`;
  return `${selectKey(table, statement, cut)}\n${where(cut, range)}\n${order(statement, cut, 'ASC')} LIMIT ${String(size - 1)}, 1`;
}

function selectKey(table: PlannedTable, statement: PlannedStatement, cut: ChunkCut): string {
  const of = nameOf(statement);
  const values = cut.columns.map((name) => readBound(columnOf(table, name), `${of}.${quoteIdentifier(name)}`));
  return `SELECT ${values.join(', ')}\nFROM ${refsOf(statement)}`;
}

function order(statement: PlannedStatement, cut: ChunkCut, way: 'ASC' | 'DESC'): string {
  const of = nameOf(statement);
  return `ORDER BY ${cut.columns.map((name) => `${of}.${quoteIdentifier(name)} ${way}`).join(', ')}`;
}

/** A line break behind the condition: it may end in a comment that runs to the end of its line. */
function where(cut: ChunkCut, range: string | null): string {
  const parts = [...(cut.where === null ? [] : [`(${cut.where}\n)`]), ...(range === null ? [] : [`(${range})`])];
  return parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`;
}

function nameOf({ number, capture }: PlannedStatement): string {
  if (capture?.of === undefined) throw new Error(`statement ${String(number)} has no capture`);
  return capture.of;
}

function refsOf({ capture }: PlannedStatement): string {
  return capture?.refs ?? '';
}
