// What a form is built upon: the tables of one case as the generator knows them, and the pieces that every form uses.
import type { Column, PieceList, Table } from '../case.ts';
import { quoted } from '../case.ts';
import type { Random } from '../random.ts';
import { hasAnsiQuotes, hasBackslash, isStrict, type Environment } from './environments.ts';
import type { ColumnType } from './types.ts';

export interface TypedColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
}

/** A table with a number `id` that tells its rows apart (where `distinct`) and a small number `n`. */
export interface SceneTable {
  readonly name: string;
  readonly id: string;
  readonly n: string;
  readonly typed: readonly TypedColumn[];
  /** UNIQUE INT, at a distance of 10 from each other; null where there is none. */
  readonly permuted: string | null;
  readonly partitions: readonly string[];
  readonly ids: readonly number[];
  readonly autoIncrement: boolean;
  /** Literals for a new row: by column name, of the columns that need or may have one. */
  newRow(id: number): ReadonlyMap<string, string>;
  /** Columns without a default. */
  readonly required: readonly string[];
  /** Every column in order, as INSERT without a list wants it; generated ones with `DEFAULT`. */
  readonly visible: readonly Column[];
  readonly table: Table;
}

export interface Scene {
  readonly random: Random;
  readonly environment: Environment;
  readonly t: SceneTable;
  readonly o: SceneTable;
  /** IGNORE lets the server bend values even in strict modes. */
  readonly bends?: boolean;
  /** An identifier as a person might quote it. */
  name(name: string): string;
}

export function literals(environment: Environment): { text(value: string): string } {
  return {
    text(value) {
      const doubled = value.replaceAll("'", "''");
      return `'${hasBackslash(environment) ? doubled.replaceAll('\\', '\\\\').replaceAll('\n', '\\n') : doubled}'`;
    },
  };
}

export function naming(random: Random, environment: Environment): Scene['name'] {
  const ansi = hasAnsiQuotes(environment);
  return (name) => {
    const mayBeBare = /^[a-z_][a-z0-9_]*$/.test(name) && !['order', 'key', 'rank'].includes(name);
    if (mayBeBare && random.chance(0.6)) return name;
    return ansi && random.chance(0.7) ? `"${name.replaceAll('"', '""')}"` : quoted(name);
  };
}

export function list(before: string, items: readonly string[], join: string, min: number): PieceList {
  return { before, items, join, min };
}

/** A value for a column: valid, or in lax modes now and then one that the server bends. */
export function value(scene: Scene, { type, nullable }: TypedColumn): string {
  const { random, environment, bends = false } = scene;
  if (nullable && random.chance(0.15)) return 'NULL';
  if ((bends || !isStrict(environment)) && type.odd.length > 0 && random.chance(0.15)) return random.pick(type.odd);
  return type.value(random);
}

/** `SET` of a table: at least one assignment that surely changes the row. `as`: the name before each column, with its dot. */
export function assignments(scene: Scene, table: SceneTable, as = ''): string[] {
  const { random } = scene;
  const n = `${as}${scene.name(table.n)}`;
  const sure = random.pick([
    `${n} = ${n} + 1`,
    `${n} = ${n} + 1`,
    `${n} = 50 - ${n}`,
    `${n} = ${as}${scene.name(table.id)} % 7 + 100`,
  ]);
  const others = random.some(table.typed, 0, 3).map((column) => {
    const name = `${as}${scene.name(column.name)}`;
    const changes = column.type.changes(name);
    const strictNull = !column.nullable && changes.some((change) => change.includes('NULL'));
    if (column.nullable && random.chance(0.05)) return `${name} = DEFAULT`;
    const change =
      changes.length > 0 && !strictNull && random.chance(0.5) ? random.pick(changes) : value(scene, column);
    return `${name} = ${change}`;
  });
  return random.shuffle(random.chance(0.9) || others.length === 0 ? [sure, ...others] : others);
}

/** Terms of a WHERE, joined by AND; most rows of most tables match. */
export function conditions(scene: Scene, table: SceneTable, as = ''): string[] {
  const { random } = scene;
  const id = `${as}${scene.name(table.id)}`;
  const n = `${as}${scene.name(table.n)}`;
  const some = random.some(table.ids.length > 0 ? table.ids : [1], 1, 5);
  const low = table.ids[Math.floor(table.ids.length / 3)] ?? 1;
  const main = random.pick([
    `${id} >= ${String(low)}`,
    `${id} IN (${some.join(', ')})`,
    `${id} = ${String(some[0])}`,
    `${id} % 2 = ${String(Math.abs((some[0] ?? 1) % 2))}`,
    `${n} >= 0`,
    `(${n} < 5 OR ${id} = ${String(some[0])})`,
    `${id} BETWEEN ${String(Math.min(...some))} AND ${String(Math.max(...some) + 2)}`,
    `NOT ${id} <=> 0`,
    `/* a ; comment */ ${id} > -1`,
  ]);
  if (table.typed.length === 0 || random.chance(0.5)) return [main];
  const { name, type } = random.pick(table.typed);
  const test = random.pick(type.tests(`${as}${scene.name(name)}`, random));
  return random.shuffle([main, random.chance(0.7) ? `(${test} OR ${id} = ${String(some[0])})` : test]);
}

export const where = (scene: Scene, table: SceneTable, as = ''): PieceList =>
  list(' WHERE ', conditions(scene, table, as), ' AND ', 0);

export const set = (scene: Scene, table: SceneTable, as = ''): PieceList =>
  list(' SET ', assignments(scene, table, as), ', ', 1);

/** A value for a column by its name; undefined for one that is not of the typed ones. */
export function qualifiedValue(scene: Scene, table: SceneTable, name: string): string | undefined {
  const found = table.typed.find((column) => column.name === name);
  return found === undefined ? undefined : value(scene, found);
}
