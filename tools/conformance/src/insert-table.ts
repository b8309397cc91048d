// What was cut out of INSERT and REPLACE: each proved with its head and, to the last value, with its VALUES rows or SET list.
import type { InsertParts } from './judge-line.ts';
import { renderTable } from './render-table.ts';

interface Row {
  statements: number;
  proved: number;
  rows: number;
  values: number;
  onDuplicate: number;
}

export class InsertTable {
  private readonly rows = new Map<string, Row>();

  add(parts: InsertParts, proved: boolean): void {
    const row = this.rows.get(parts.source) ?? { statements: 0, proved: 0, rows: 0, values: 0, onDuplicate: 0 };
    this.rows.set(parts.source, row);
    row.statements++;
    if (!proved) return;
    row.proved++;
    row.rows += parts.rows;
    row.values += parts.values;
    row.onDuplicate += parts.onDuplicate;
  }

  print(): string[] {
    const head = ['INSERT, REPLACE from', 'cut', 'proved', 'rows', 'values', 'ON DUPLICATE assignments'];
    const rows = [...this.rows].sort(([, a], [, b]) => b.statements - a.statements);
    const cells = rows.map(([source, { statements, proved, rows, values, onDuplicate }]) => [
      source,
      ...[statements, proved, rows, values, onDuplicate].map(String),
    ]);
    return renderTable([head, ...cells]);
  }
}
