import { InsertTable } from './insert-table.ts';
import type { Outcome } from './judge-line.ts';
import type { Line } from './read-lines.ts';
import { renderTable } from './render-table.ts';

/** Kinds that are cut: whatever of them the server accepts has to be proved. */
const MUST_BE_PROVED = new Set(['UPDATE', 'DELETE', 'CTE_DML', 'INSERT', 'REPLACE']);
const SHOWN_FAILURES = 20;

interface Row {
  lines: number;
  accepted: number;
  classified: number;
  sliced: number;
  proved: number;
  crashed: number;
  refusals: Map<string, number>;
}

/** One sql_mode's. */
export class Report {
  private readonly rows = new Map<string, Row>();
  private readonly inserts = new InsertTable();
  private readonly failures: string[] = [];
  private readonly asWritten: boolean;
  passed = 0;
  failed = 0;

  /** @param asWritten the statements were written for this sql_mode: the server has to accept each */
  constructor(asWritten: boolean) {
    this.asWritten = asWritten;
  }

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
      ...[row.lines, row.accepted, row.classified, row.sliced, row.proved, row.crashed].map(String),
      [...row.refusals].map(([code, count]) => `${code} ${count}`).join(', '),
    ]);
    const head = ['kind', 'statements', 'accepted', 'classified', 'sliced', 'proved', 'crashed', 'refused'];
    const shown = this.failures.slice(0, SHOWN_FAILURES);
    return [
      ...renderTable([head, ...cells]),
      '',
      ...this.inserts.print(),
      ...(shown.length > 0 ? ['', 'Failures:', ...shown] : []),
    ].join('\n');
  }

  /** Why the line fails; undefined when it passes. The server judges: what it does not accept in this mode must only not be proved. */
  private count(row: Row, line: Line, outcome: Outcome): string | undefined {
    if (outcome.crash !== undefined) {
      row.crashed++;
      return `crash: ${outcome.crash}`;
    }
    const { refusal } = outcome;
    if (outcome.accepted) row.accepted++;
    if (outcome.kind === line.kind) row.classified++;
    if (outcome.isSliced) row.sliced++;
    if (refusal === undefined) row.proved++;
    else row.refusals.set(refusal, (row.refusals.get(refusal) ?? 0) + 1);
    if (outcome.insert !== undefined) this.inserts.add(outcome.insert, refusal === undefined);
    if (!outcome.accepted && refusal === undefined) return 'proved, and not accepted by the server';
    if (!outcome.accepted) return this.asWritten ? `not accepted: ${refusal ?? ''}` : undefined;
    if (!outcome.isOne) return `not one statement (${refusal ?? ''})`;
    if (outcome.kind !== line.kind) return `classified as ${outcome.kind}`;
    if (refusal !== undefined && MUST_BE_PROVED.has(line.kind)) return `not proved: ${refusal}`;
    return undefined;
  }

  private rowOf(kind: string): Row {
    const known = this.rows.get(kind);
    if (known !== undefined) return known;
    const row: Row = { lines: 0, accepted: 0, classified: 0, sliced: 0, proved: 0, crashed: 0, refusals: new Map() };
    this.rows.set(kind, row);
    return row;
  }
}
