import type { Finding, PlannedRun, RollbackPlan, StatementPreview } from '@sluice/contracts';
import { distinctFindings } from './distinct-findings.js';
import { matchedRows } from './matched-rows.js';
import { runsWhole } from './runs-whole.js';

const finding = (statement: number, code: Finding['code'], severity: Finding['severity']): Finding => ({
  ...{ statement, code, severity, params: { table: 't' } },
});

describe('distinctFindings', () => {
  it('says each thing once, the graver one, statement by statement', () => {
    const said = distinctFindings([
      finding(2, 'no-where', 'warn'),
      finding(1, 'unknown-table', 'note'),
      finding(1, 'full-scan', 'note'),
      finding(1, 'unknown-table', 'block'),
    ]);
    expect(said.map(({ statement, code, severity }) => [statement, code, severity])).toEqual([
      [1, 'unknown-table', 'block'],
      [1, 'full-scan', 'note'],
      [2, 'no-where', 'warn'],
    ]);
  });
});

describe('distinctFindings of an unknown column', () => {
  const unknown = (table: string, column: string): Finding => ({
    ...{ statement: 1, code: 'unknown-column', severity: 'block', params: { table, column } },
  });
  it('keeps the first word on each column, whoever said it', () => {
    const ofRule = unknown('orders', 'Statsu');
    expect(distinctFindings([ofRule, unknown('field list', 'o.statsu')])).toEqual([ofRule]);
    expect(distinctFindings([ofRule, unknown('where clause', 'o.payed_at')])).toHaveLength(2);
  });
});

const preview = (...matched: StatementPreview['matched'][]) => ({
  takenAt: '',
  statements: matched.map((each, index) => ({
    ...{ statement: index + 1, table: null, columns: [], rows: [], matched: each, notComputed: null },
  })),
});

describe('matchedRows', () => {
  it('adds up, and knows when it knows only a part', () => {
    const two = { rows: 2, atLeast: false };
    expect(matchedRows(preview(two, { rows: 3, atLeast: false }), 2)).toEqual({ rows: 5, atLeast: false });
    expect(matchedRows(preview(two, { rows: 3, atLeast: true }), 2)).toEqual({ rows: 5, atLeast: true });
    expect(matchedRows(preview(two, null), 2)).toEqual({ rows: 2, atLeast: true });
    expect(matchedRows(preview(two), 30)).toEqual({ rows: 2, atLeast: true });
    expect(matchedRows(preview(null), 1)).toBeNull();
    expect(matchedRows(null, 1)).toBeNull();
  });
});

describe('runsWhole', () => {
  const plan = (run: PlannedRun | undefined) => ({ ...emptyPlan, ...(run ? { run } : {}) });
  it('warns of a big change that cannot be cut, and of no other', () => {
    const whole: PlannedRun['whole'] = { why: { code: 'limit-or-order', params: {} }, seconds: 3 };
    const run = { rows: 50_000, atLeast: false, cut: null };
    expect(runsWhole(plan({ ...run, whole }))).toEqual([
      { code: 'runs-whole', params: { rows: 50_000, seconds: 3 }, severity: 'warn', statement: 0 },
    ]);
    expect(runsWhole(plan({ ...run, whole: null }))).toEqual([]);
    expect(runsWhole(plan(undefined))).toEqual([]);
  });
});

const emptyPlan: RollbackPlan = {
  version: 1,
  verdict: 'exact',
  reasons: [],
  runnable: true,
  undoes: null,
  statements: [],
  tables: [],
  session: { sqlMode: '', timeZone: '+00:00', charset: '', collation: '', serverVersion: '9.7.4' },
};
