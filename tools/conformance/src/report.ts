import type { Outcome } from './judge-line.ts';
import type { Line } from './read-lines.ts';

/** Kinds whose every statement has to be proved. */
const MUST_BE_PROVED = new Set(['UPDATE', 'DELETE', 'CTE_DML']);
const SHOWN_FAILURES = 20;

interface Row {
  lines: number;
  one: number;
  classified: number;
  sliced: number;
  proved: number;
  crashed: number;
  refusals: Map<string, number>;
}

export class Report {
  private readonly rows = new Map<string, Row>();
  private readonly failures: string[] = [];
  passed = 0;
  failed = 0;

  add(line: Line, outcome: Outcome): void {
    const row = this.rowOf(line.kind);
    row.lines++;
    const why = this.count(row, line, outcome);
    if (why === undefined) this.passed++;
    else {
      this.failed++;
      this.failures.push(`${line.kind}: ${why}: ${line.sql.slice(0, 200)}`);
    }
  }

  print(): string {
    const rows = [...this.rows].sort(([, a], [, b]) => b.lines - a.lines);
    const cells = rows.map(([kind, row]) => [
      kind,
      ...[row.lines, row.one, row.classified, row.sliced, row.proved, row.crashed].map(String),
      [...row.refusals].map(([code, count]) => `${code} ${count}`).join(', '),
    ]);
    const head = ['kind', 'statements', 'one', 'classified', 'sliced', 'proved', 'crashed', 'refused'];
    const widths = head.map((title, i) => Math.max(title.length, ...cells.map((row) => row[i]?.length ?? 0)));
    const table = [head, ...cells].map((row) =>
      row
        .map((cell, i) => (i === 0 || i === 7 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
        .join('  ')
        .trimEnd(),
    );
    const shown = this.failures.slice(0, SHOWN_FAILURES);
    return [...table, ...(shown.length > 0 ? ['', 'Failures:', ...shown] : [])].join('\n');
  }

  /** Why the line fails; undefined when it passes. */
  private count(row: Row, line: Line, outcome: Outcome): string | undefined {
    if (outcome.crash !== undefined) {
      row.crashed++;
      return `crash: ${outcome.crash}`;
    }
    if (outcome.isOne) row.one++;
    if (outcome.kind === line.kind) row.classified++;
    if (outcome.isSliced) row.sliced++;
    if (outcome.refusal === undefined) row.proved++;
    else row.refusals.set(outcome.refusal, (row.refusals.get(outcome.refusal) ?? 0) + 1);
    if (!outcome.isOne) return `not one statement (${outcome.refusal ?? ''})`;
    if (outcome.kind !== line.kind) return `classified as ${outcome.kind}`;
    if (outcome.refusal !== undefined && MUST_BE_PROVED.has(line.kind)) return `not proved: ${outcome.refusal}`;
    return undefined;
  }

  private rowOf(kind: string): Row {
    const known = this.rows.get(kind);
    if (known !== undefined) return known;
    const row: Row = { lines: 0, one: 0, classified: 0, sliced: 0, proved: 0, crashed: 0, refusals: new Map() };
    this.rows.set(kind, row);
    return row;
  }
}
