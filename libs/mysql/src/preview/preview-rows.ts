import type { PreviewCell, StatementPreview } from '@sluice/contracts';
import { quoteIdentifier, textOf, type DeleteSlice, type UpdateSlice } from '@sluice/sql';
import { literal } from '../connect/literal.js';
import { TargetError } from '../connect/target-error.js';
import { columnsOf, previewTable, readStage, type PreviewSubject } from './stage.js';

/** More are counted as "at least". */
const countLimit = 100_000;

/** UPDATE and DELETE: the first rows that match now, and what the SET list makes of them. */
export async function previewRows(subject: PreviewSubject): Promise<StatementPreview> {
  const { read, session, planned } = subject;
  const slice = read.slice.ok ? (read.slice.slice as UpdateSlice | DeleteSlice) : undefined;
  if (!slice) throw new TargetError({ code: 'not-runnable', params: {} });
  const matched = await countMatched(subject, slice);
  await session.run(`SET SESSION sql_mode = ${literal(lenient(subject.sqlMode))}`);
  await session.run(copyRows(subject, slice));
  await session.run(`SET SESSION sql_mode = ${literal(subject.sqlMode)}`);
  const before = await readStage(subject);
  const { after, failed } = await afterValues(subject, slice, before);
  const rows = before.map((cells, i) => ({ before: cells, after: after?.[i] ?? null }));
  return {
    statement: planned.number,
    table: planned.table,
    columns: columnsOf(subject, rows),
    rows,
    matched,
    notComputed: failed ? 'error' : null,
  };
}

/**
 * A copy in the user's mode would stop at rows that are there already: MySQL's own default mode refuses zero dates. What changes how a text is
 * read (ANSI_QUOTES, NO_BACKSLASH_ESCAPES, PIPES_AS_CONCAT, …) stays.
 */
function lenient(sqlMode: string): string {
  const refusing =
    /^(TRADITIONAL|STRICT_TRANS_TABLES|STRICT_ALL_TABLES|NO_ZERO_DATE|NO_ZERO_IN_DATE|ERROR_FOR_DIVISION_BY_ZERO)$/;
  const kept = sqlMode.split(',').filter((mode) => mode !== '' && !refusing.test(mode));
  return [...kept, 'ALLOW_INVALID_DATES'].join(',');
}

/** The text's own references and tail, inside a derived table: a LIMIT of ours can't meet the text's own there. */
function matching({ table }: PreviewSubject, slice: UpdateSlice | DeleteSlice, columns: readonly string[]): string {
  const [target] = slice.tables;
  const of = quoteIdentifier(target?.alias ?? target?.table ?? table.table);
  const list = columns.map((column) => `${of}.${quoteIdentifier(column)}`).join(', ');
  return `SELECT ${list} FROM ${slice.captureFrom}\n${textOf(slice, slice.tail)}\n`;
}

function copyRows(subject: PreviewSubject, slice: UpdateSlice | DeleteSlice): string {
  const stored = subject.table.columns.filter(({ generated }) => generated === 'no').map(({ name }) => name);
  return (
    `INSERT INTO ${previewTable} (${stored.map(quoteIdentifier).join(', ')})\n${textOf(slice, slice.with)}\n` +
    `SELECT * FROM (${matching(subject, slice, stored)}) sluice_rows LIMIT ${String(subject.limit)}`
  );
}

/** A delete leaves none; a SET list that fails here will fail in earnest too, or names the table by its schema. */
async function afterValues(
  subject: PreviewSubject,
  slice: UpdateSlice | DeleteSlice,
  before: readonly PreviewCell[][],
): Promise<{ after: PreviewCell[][] | null; failed: boolean }> {
  if (slice.kind === 'DELETE') return { after: null, failed: false };
  const [target] = slice.tables;
  const alias = quoteIdentifier(target?.alias ?? target?.table ?? '');
  try {
    await subject.session.run(
      `${textOf(slice, slice.with)} UPDATE ${previewTable} AS ${alias} SET ${textOf(slice, slice.setList)}`,
    );
  } catch (error) {
    if (!(error instanceof TargetError) || error.errno === null || error.outcome === 'unknown') throw error;
    return { after: before.map((row) => [...row]), failed: true };
  }
  return { after: await readStage(subject), failed: false };
}

async function countMatched(
  subject: PreviewSubject,
  slice: UpdateSlice | DeleteSlice,
): Promise<StatementPreview['matched']> {
  const [first] = subject.table.columns;
  const inner = matching(subject, slice, first ? [first.name] : []);
  try {
    const rows = await subject.session.count(
      `${textOf(slice, slice.with)} SELECT COUNT(*) FROM (SELECT 1 FROM (${inner}) r LIMIT ${String(countLimit + 1)}) c`,
    );
    return { rows: Math.min(rows, countLimit), atLeast: rows > countLimit };
  } catch (error) {
    if (error instanceof TargetError && error.failure.code === 'statement-timeout') return null;
    throw error;
  }
}
