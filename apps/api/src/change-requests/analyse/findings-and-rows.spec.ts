import type { Finding, StatementPreview } from '@sluice/contracts';
import { distinctFindings } from './distinct-findings.js';
import { matchedRows } from './matched-rows.js';
import { tooManyRows } from './too-many-rows.js';

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

describe('tooManyRows', () => {
  it('says what the run would refuse', () => {
    const some = preview({ rows: 100_000, atLeast: false }, { rows: 100_000, atLeast: true }, null);
    expect(tooManyRows(some)).toMatchObject([{ code: 'too-many-rows', statement: 2, severity: 'block' }]);
  });
});
