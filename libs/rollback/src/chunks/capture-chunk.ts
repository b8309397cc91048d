// Texts by which a chunk is captured with fewer passes over its rows; what they hold is compared like any other capture.
import type { PlannedStatement, PlannedTable } from '@sluice/contracts';
import { captureJoin, imageList, liveList } from '../images/capture.js';
import type { ImageNames } from '../images/names.js';
import { sameAsLive } from '../images/same-row.js';

/** Whether rows and keys may be taken at once, in the user's own settings: unless these read or refuse other values than are stored. */
export function capturesAtOnce({ sqlMode }: { readonly sqlMode: string }): boolean {
  return !/PAD_CHAR_TO_FULL_LENGTH/i.test(sqlMode);
}

/** The rows themselves by the text's own references and tail: no list of keys between. */
export function captureRowsAtOnce(table: PlannedTable, statement: PlannedStatement, names: ImageNames): string {
  const { capture, number } = statement;
  if (capture?.of === undefined) throw new Error(`statement ${String(number)} has no capture`);
  const { of } = capture;
  return (
    `INSERT INTO ${names.before} (statement_no, ${imageList(table)})\n${capture.with}\n` +
    `SELECT ${capture.hints} ${String(number)}, ${liveList(table, of)}\nFROM ${capture.refs}\n${capture.tail}\nFOR UPDATE OF ${of}`
  );
}

/** After-images of the rows that really differ now: as many as the statement changed. */
export function captureDiffering(table: PlannedTable, statement: number, names: ImageNames): string {
  return (
    `INSERT INTO ${names.after} (statement_no, ${imageList(table)})\nSELECT ${String(statement)}, ${liveList(table)}\n` +
    `FROM ${captureJoin(table, names.before)}\n` +
    `WHERE i.statement_no = ${String(statement)} AND NOT (${sameAsLive(table, 'i', 't')}) FOR UPDATE OF t`
  );
}
