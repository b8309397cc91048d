import type { StatementPreview } from '@sluice/contracts';
import { textOf, type InsertSlice } from '@sluice/sql';
import { TargetError } from '../connect/target-error.js';
import { columnsOf, previewTable, readStage, type PreviewSubject } from './stage.js';

/** The first rows as the server makes them of the text; an id that it will generate is shown as NULL. */
export async function previewInsert(subject: PreviewSubject): Promise<StatementPreview> {
  const { read, session, planned, limit } = subject;
  const slice = read.slice.ok ? read.slice.slice : undefined;
  const values = slice?.kind === 'INSERT' ? firstValues(slice, limit) : undefined;
  if (slice?.kind !== 'INSERT' || !values) throw new TargetError({ code: 'not-runnable', params: {} });
  await session.run(`INSERT INTO ${previewTable} ${textOf(slice, slice.columnList)}\n${values.text}`);
  const rows = (await readStage(subject)).map((after) => ({ before: null, after }));
  return {
    statement: planned.number,
    table: planned.table,
    columns: columnsOf(subject, rows),
    rows,
    matched: { rows: values.rows, atLeast: false },
    notComputed: null,
  };
}

function firstValues(slice: InsertSlice, limit: number): { text: string; rows: number } | undefined {
  const { source } = slice;
  if (source.form === 'set') return { text: textOf(slice, source.range), rows: 1 };
  if (source.form !== 'values') return undefined;
  const first = source.rows.slice(0, limit).map(({ range }) => textOf(slice, range));
  return { text: `VALUES ${first.join(', ')}`, rows: source.rows.length };
}
