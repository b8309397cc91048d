// Counts what became of the cases, by form and by whatever else they have in common.
import type { FuzzCase } from '../case.ts';
import type { Judged, Outcome, Second } from '../judge/outcome.ts';

export interface Row {
  readonly name: string;
  cases: number;
  changed: number;
  exact: number;
  partial: number;
  conflict: number;
  invalid: number;
  wrong: number;
  readonly refused: Map<string, number>;
  readonly aborted: Map<string, number>;
}

export interface WrongCase {
  readonly fuzzCase: FuzzCase;
  readonly outcome: Extract<Outcome, { kind: 'wrong' }>;
}

export class Tally {
  readonly groups = new Map<string, Map<string, Row>>();
  readonly total: Row = emptyRow('all');
  readonly wrong: WrongCase[] = [];
  readonly invalid: { readonly fuzzCase: FuzzCase; readonly reason: string }[] = [];
  /** What the second judge said: statements that it found equal, and why others differ, with their number. */
  equal = 0;
  secondCases = 0;
  readonly explained = new Map<string, number>();
  /** What became of those without a promise. */
  readonly refusedThen = new Map<string, number>();
  http = 0;
  writers = 0;

  add(fuzzCase: FuzzCase, { outcome, changed, second }: Judged): void {
    const rows = [
      this.total,
      this.row('form', fuzzCase.form),
      this.row('condition', fuzzCase.condition),
      this.row('environment', fuzzCase.environment),
      this.row('with writers', fuzzCase.writers === null ? 'no' : 'yes'),
      ...fuzzCase.families.map((family) => this.row('column type', family)),
    ];
    for (const row of rows) count(row, outcome, changed);
    if (outcome.kind === 'refused') increase(this.refusedThen, outcome.then);
    if (second) this.addSecond(second);
    if (fuzzCase.path === 'http') this.http += 1;
    if (fuzzCase.writers !== null) this.writers += 1;
    if (outcome.kind === 'wrong') this.wrong.push({ fuzzCase, outcome });
    if (outcome.kind === 'invalid') this.invalid.push({ fuzzCase, reason: outcome.reason });
  }

  private addSecond({ equal, explained }: Second): void {
    this.secondCases += 1;
    this.equal += equal;
    for (const cause of explained) increase(this.explained, cause);
  }

  private row(group: string, name: string): Row {
    const rows = this.groups.get(group) ?? new Map<string, Row>();
    this.groups.set(group, rows);
    const row = rows.get(name) ?? emptyRow(name);
    rows.set(name, row);
    return row;
  }
}

function emptyRow(name: string): Row {
  return {
    name,
    cases: 0,
    changed: 0,
    exact: 0,
    partial: 0,
    conflict: 0,
    invalid: 0,
    wrong: 0,
    refused: new Map(),
    aborted: new Map(),
  };
}

function count(row: Row, outcome: Outcome, changed: boolean): void {
  row.cases += 1;
  if (changed) row.changed += 1;
  switch (outcome.kind) {
    case 'refused':
    case 'aborted':
      increase(row[outcome.kind], outcome.reason);
      return;
    case 'exact':
    case 'partial':
    case 'conflict':
    case 'invalid':
    case 'wrong':
      row[outcome.kind] += 1;
      return;
  }
}

function increase(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

export const sum = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((all, one) => all + one, 0);
