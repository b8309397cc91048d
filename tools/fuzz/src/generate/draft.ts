// A schema in the making: what each condition adds to.
import { quoted, type Column, type Table } from '../case.ts';
import type { Random } from '../random.ts';
import type { Environment } from './environments.ts';
import type { TypedColumn } from './scene.ts';

/** A column and the literals that its rows hold. */
export interface Part {
  readonly column: Column;
  /** The literal of the row with this number; undefined where rows hold none, or where it is filled afterwards. */
  readonly value?: (id: number) => string;
  /** It has no default. */
  readonly required?: boolean;
}

/** A table that another session may work on meanwhile. */
export interface Writable {
  readonly table: string;
  /** Tells its rows apart. */
  readonly id: string;
  readonly ids: readonly number[];
  /** Columns that change by themselves. */
  readonly keep: readonly string[];
  /** Literals by column, of those that are not generated. */
  newRow(id: number): ReadonlyMap<string, string>;
}

/** The column that concurrent writers count up, and nothing else names. */
export const counter = 'writes';

export interface Draft {
  readonly random: Random;
  readonly environment: Environment;
  readonly name: string;
  /** The number that tells rows apart. */
  readonly id: string;
  readonly ids: readonly number[];
  readonly parts: Part[];
  readonly constraints: string[];
  readonly typed: readonly TypedColumn[];
  readonly settings: string[];
  readonly after: string[];
  readonly others: Table[];
  /** Columns that change by themselves. */
  readonly keep: string[];
  readonly partitions: string[];
  /** Besides the table itself. */
  readonly writables: Writable[];
  options: string;
  /** A unique number, at a distance of 10 from each other. */
  permuted: string | null;
}

export const column = (name: string, definition: string, generated = false): Column => ({
  name,
  definition,
  generated,
});

/** The type of `id` alone, for a column that refers to it. */
export function idType({ parts, id }: Draft): string {
  const found = parts.find((part) => part.column.name === id)?.column.definition ?? 'INT';
  return found.replace(/ (NOT )?NULL.*/, '');
}

/** Literals of every row, by the columns that are not generated. */
export function rowsOf({ parts, ids }: Pick<Draft, 'parts' | 'ids'>): string[][] {
  const stored = parts.filter((part) => !part.column.generated);
  return ids.map((id) => stored.map(({ value }) => value?.(id) ?? 'NULL'));
}

export const q = quoted;
