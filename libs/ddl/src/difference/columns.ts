// The column clauses that make the columns of one state those of another, in order.
import { quoteIdentifier } from '@sluice/sql';
import type { ColumnModel, TableModel } from '../table/model.js';
import { inPlace } from './in-place.js';
import type { ColumnPairs } from './pairs.js';

/** A column put where it belongs: the clauses run in this order, each behind a column that already stands right. */
export interface PlacedColumn {
  readonly column: ColumnModel;
  /** Its name now; undefined: it is added. */
  readonly now: string | undefined;
  /** Undefined: it stays where it stands; null: it comes first. */
  readonly after: string | null | undefined;
}

export interface ColumnDifference {
  readonly dropped: readonly string[];
  readonly placed: readonly PlacedColumn[];
}

export function columnDifference(from: TableModel, to: TableModel, pairs: ColumnPairs): ColumnDifference {
  const nowOf = new Map([...pairs].map(([now, then]) => [then, now]));
  const kept = from.columns.flatMap(({ name }) => pairs.get(name) ?? []);
  const stays = inPlace(
    kept,
    to.columns.map(({ name }) => name),
  );
  const defaultsDiffer = defaultCharset(from) !== defaultCharset(to);
  const placed: PlacedColumn[] = [];
  let previous: string | null = null;
  for (const column of to.columns) {
    const now = nowOf.get(column.name);
    const before = from.columns.find(({ name }) => name === now);
    const moves = before === undefined || !stays.has(column.name);
    const isSame =
      before !== undefined &&
      before.name === column.name &&
      before.text === column.text &&
      !(defaultsDiffer && hasCharset(column));
    if (moves || !isSame) placed.push({ column, now, after: moves ? previous : undefined });
    previous = column.name;
  }
  return { dropped: from.columns.map(({ name }) => name).filter((name) => !pairs.has(name)), placed };
}

export function columnClauses({ dropped, placed }: ColumnDifference): string[] {
  return [...dropped.map((name) => `DROP COLUMN ${quoteIdentifier(name)}`), ...placed.map(clauseOf)];
}

function clauseOf({ column, now, after }: PlacedColumn): string {
  const definition = `${quoteIdentifier(column.name)} ${column.definition}`;
  const place = after === undefined ? '' : after === null ? ' FIRST' : ` AFTER ${quoteIdentifier(after)}`;
  if (now === undefined) return `ADD COLUMN ${definition}${place}`;
  const verb = now === column.name ? 'MODIFY COLUMN' : `CHANGE COLUMN ${quoteIdentifier(now)}`;
  return `${verb} ${definition}${place}`;
}

/** A column without a charset of its own takes the table's, so its text can be the same and the column another. */
export function hasCharset({ type }: ColumnModel): boolean {
  return /^(?:char|varchar|tinytext|text|mediumtext|longtext|enum|set)\b/.test(type);
}

export function defaultCharset({ options }: TableModel): string {
  const value = (name: string): string => options.find((option) => option.name === name)?.value ?? '';
  return `${value('DEFAULT CHARSET')} ${value('COLLATE')}`;
}
