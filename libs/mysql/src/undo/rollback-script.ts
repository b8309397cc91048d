// The rollback script, streamed out of the images: rows come and go one by one, however many there are.
import {
  changedGuard,
  checkReferences,
  imageColumns,
  imageSets,
  jsonLosesByText,
  logsInUndo,
  removeRow,
  restoredValues,
  restoreRows,
  scriptEnd,
  scriptHead,
  scriptRow,
  scriptRows,
  undoWay,
  type ImageSet,
  type ScriptRow,
  type TableFacts,
  type UndoWay,
} from '@sluice/rollback';
import { classifyError } from '../connect/classify-error.js';
import { openSession, type Session } from '../connect/session.js';
import { readTableFacts } from '../read/table-facts.js';
import type { ScriptOrder, Target } from '../types.js';
import { openWorklists } from './worklists.js';

/** Small statements are gathered to chunks of about this many characters. */
const chunkLength = 32_768;
/** Rows of one INSERT, at most; and about its longest text. */
const insertedRows = 200;
const insertLength = 65_536;

interface Work {
  readonly set: ImageSet;
  readonly facts: TableFacts;
  readonly way: UndoWay;
}

/** @throws TargetError (e.g. `images-gone`) */
export async function* streamRollbackScript(target: Target, order: ScriptOrder): AsyncIterable<string> {
  const session = await openSession(target);
  try {
    const sets = imageSets(order.plan, order.key.execution);
    await openWorklists(session, sets);
    const inexact = await findInexact(session, sets);
    const facts = await readTableFacts(
      session,
      sets.map(({ table }) => table),
    );
    const works = sets.flatMap((set, i): Work[] => {
      const known = facts[i];
      return known ? [{ set, facts: known, way: undoWay(known) }] : [];
    });
    const tables = works.map(({ set, facts: { triggers } }) => ({ table: set.table, triggers: triggers.length }));
    const logs = logsInUndo(order.plan).map(({ schema, table }) => `${schema}.${table}`);
    yield scriptHead({ about: order.about, inexact, tables, logs });
    yield* gather(render(session, works));
    yield scriptEnd;
  } catch (error) {
    throw classifyError(error);
  } finally {
    await session.close();
  }
}

/** All removals come first: only then are the values of unique keys free again. */
async function* render(session: Session, works: readonly Work[]): AsyncIterable<string> {
  for (const { set, way } of works) {
    for await (const row of rowsOf(session, set)) yield removeRow(set, row, way);
  }
  yield changedGuard;
  for (const work of works) yield* renderInserts(session, work);
  for (const { set, facts } of works) {
    if (facts.foreignKeys.length + facts.children.length === 0) continue;
    for await (const row of rowsOf(session, set)) yield checkReferences(set, row, facts);
  }
}

async function* renderInserts(session: Session, { set, way }: Work): AsyncIterable<string> {
  let items: string[] = [];
  let length = 0;
  for await (const row of rowsOf(session, set)) {
    const item = restoredValues(set, row, way);
    if (item === undefined) continue;
    if (items.length > 0 && (items.length === insertedRows || length + item.length > insertLength)) {
      yield restoreRows(set, items);
      items = [];
      length = 0;
    }
    items.push(item);
    length += item.length;
  }
  if (items.length > 0) yield restoreRows(set, items);
}

async function* rowsOf(session: Session, set: ImageSet): AsyncIterable<ScriptRow> {
  for await (const cells of session.stream(scriptRows(set))) yield scriptRow(set.table, cells);
}

/** JSON columns that hold values whose types a text does not show. */
async function findInexact(session: Session, sets: readonly ImageSet[]): Promise<string[]> {
  const names: string[] = [];
  for (const { table, names: images, hasBefore } of sets) {
    const json = imageColumns(table).filter(({ column }) => column.type === 'json' && column.generated === 'no');
    if (!hasBefore) continue;
    for (const { column, image } of json) {
      const found = await session.rows(`SELECT 1 FROM ${images.before} WHERE ${jsonLosesByText(image)} LIMIT 1`);
      if (found.length > 0) names.push(`${table.schema}.${table.table}.${column.name}`);
    }
  }
  return names;
}

async function* gather(pieces: AsyncIterable<string>): AsyncIterable<string> {
  let chunk = '';
  for await (const piece of pieces) {
    chunk += piece;
    if (chunk.length < chunkLength) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}
