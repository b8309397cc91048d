import { demoTables } from '../schema/tables.ts';
import { sizesAt } from '../sizes.ts';
import type { DemoRow } from '../values.ts';
import { demoRows } from './parts.ts';

function everyRow(scale: number): DemoRow[] {
  return demoRows(sizesAt(scale)).flatMap(({ rows }) => [...rows]);
}

describe('the rows of the demo', () => {
  it('are more than 200,000 in a dozen tables at scale 1', () => {
    const perTable = new Map<string, number>();
    for (const { table } of everyRow(1)) perTable.set(table, (perTable.get(table) ?? 0) + 1);
    expect(perTable.size).toBeGreaterThanOrEqual(12);
    expect([...perTable.values()].reduce((sum, count) => sum + count)).toBeGreaterThanOrEqual(200_000);
  });

  it('fill every table, with a value for each of its columns', () => {
    const columns = new Map(demoTables.map((table) => [table.name, table.columns.length]));
    const rows = everyRow(0.01);
    expect(new Set(rows.map((row) => row.table))).toEqual(new Set(columns.keys()));
    for (const row of rows) expect([row.table, row.values.length]).toEqual([row.table, columns.get(row.table)]);
  });

  it('are the same in every run', () => {
    expect(everyRow(0.005)).toEqual(everyRow(0.005));
  });
});
