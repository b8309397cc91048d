// The rollback script, streamed out of the images: rows come and go one by one, however many there are.
import {
  imageColumns,
  imageSets,
  jsonLosesByText,
  removeRow,
  restoreRow,
  scriptEnd,
  scriptHead,
  scriptRow,
  scriptRows,
  stopIfLeft,
  undoWay,
  type ImageSet,
  type UndoWay,
} from '@sluice/rollback';
import { classifyError } from '../connect/classify-error.js';
import { openSession, type Session } from '../connect/session.js';
import { readTableFacts } from '../read/table-facts.js';
import type { ScriptOrder, Target } from '../types.js';
import { openWorklists } from './worklists.js';

/** Small statements are gathered to chunks of about this many characters. */
const chunkLength = 32_768;

/** @throws TargetError (e.g. `images-gone`) */
export async function* streamRollbackScript(target: Target, order: ScriptOrder): AsyncIterable<string> {
  const session = await openSession(target);
  try {
    const sets = imageSets(order.plan, order.key.execution);
    await openWorklists(session, sets);
    yield scriptHead({ about: order.about, inexact: await findInexact(session, sets) });
    yield* gather(render(session, sets));
    yield scriptEnd;
  } catch (error) {
    throw classifyError(error);
  } finally {
    await session.close();
  }
}

async function* render(session: Session, sets: readonly ImageSet[]): AsyncIterable<string> {
  const facts = await readTableFacts(
    session,
    sets.map(({ table }) => table),
  );
  const ways = facts.map(undoWay);
  for (const pass of [removeRow, restoreRow]) {
    for (const [i, set] of sets.entries()) yield* renderPass(session, set, ways[i] ?? 'replace', pass, i + 1);
    if (pass === removeRow && sets.some(({ movesKeys }) => movesKeys)) yield stopIfLeft;
  }
}

/** Both passes see the rows in the order of their keys, so a row has the same number in both. */
async function* renderPass(
  session: Session,
  set: ImageSet,
  way: UndoWay,
  pass: typeof removeRow,
  setNumber: number,
): AsyncIterable<string> {
  let number = 0;
  for await (const cells of session.stream(scriptRows(set))) {
    number++;
    yield pass(set, scriptRow(set.table, cells), way, `${String(setNumber)}_${String(number)}`);
  }
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
