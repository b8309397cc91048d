// For people: what of the worklist by content is to come and go, and what stands in the way. One line a content.
import { imageColumns, type ImageColumn } from '../images/columns.js';
import type { ImageSet } from '../undo/image-set.js';

type Shown = (column: ImageColumn, value: string) => readonly string[];

/** A flag and cells of each part: what there was before, what the change left. */
function parts({ table, hasBefore, hasAfter }: ImageSet, shown: Shown): { before: string[]; after: string[] } {
  const part = (there: boolean, alias: string): string[] => {
    const cells = imageColumns(table).flatMap((column) => shown(column, `${alias}.${column.image}`));
    return there ? [`${alias}.row_no IS NOT NULL`, ...cells] : ['0', ...cells.map(() => 'NULL')];
  };
  return { before: part(hasBefore, 'b'), after: part(hasAfter, 'a') };
}

function joinSamples({ names, hasBefore, hasAfter }: ImageSet): string {
  return [
    hasBefore ? `LEFT JOIN ${names.before} b ON b.row_no = u.sample AND u.net > 0` : '',
    hasAfter ? `LEFT JOIN ${names.after} a ON a.row_no = u.sample AND u.net < 0` : '',
  ].join(' ');
}

/** As `listConflicts`; what became of the rows that are missing nobody can tell. */
export function listContentConflicts(set: ImageSet, cap: number, shown: Shown): string {
  const { before, after } = parts(set, shown);
  const now = ['0', ...set.table.columns.map(() => 'NULL')];
  return (
    `SELECT u.conflict, u.last_no, ${[...before, ...after, ...now].join(', ')}\nFROM ${set.names.undo} u ${joinSamples(set)}\n` +
    `WHERE u.conflict IS NOT NULL ORDER BY u.last_no, u.content LIMIT ${String(cap)}`
  );
}

export function hashContentConflicts({ names }: ImageSet): string {
  return (
    `SELECT SHA2(CONCAT_WS('|', u.conflict, HEX(u.content), u.net, u.there), 256) FROM ${names.undo} u\n` +
    `WHERE u.conflict IS NOT NULL ORDER BY 1`
  );
}

export function countContentsPreviewed({ names }: ImageSet, chosen: string): string {
  return `SELECT COALESCE(SUM(ABS(u.net)), 0) FROM ${names.undo} u WHERE ${chosen}`;
}

/** As `listPreviewed`: what there is now of it and goes, or what comes back. */
export function listContentsPreviewed(set: ImageSet, chosen: string, limit: number, shown: Shown): string {
  const { before, after } = parts(set, shown);
  return (
    `SELECT ${[...after, ...before].join(', ')}\nFROM ${set.names.undo} u ${joinSamples(set)}\n` +
    `WHERE ${chosen} ORDER BY u.content LIMIT ${String(limit)}`
  );
}

/** As `scriptRows`: as many lines of a content as come or go. */
export function scriptContents(set: ImageSet, read: Shown): string {
  const { before, after } = parts(set, read);
  return (
    `SELECT ${[...before, ...after].join(', ')}\nFROM ${set.names.undo} u ${joinSamples(set)}\n` +
    `JOIN JSON_TABLE(CONCAT('[', REPEAT('0,', ABS(u.net) - 1), '0]'), '$[*]' COLUMNS (n FOR ORDINALITY)) j\nORDER BY u.content`
  );
}
