import type { Outcome } from './judge-line.ts';
import { Report } from './report.ts';

const proved: Outcome = { accepted: true, isOne: true, kind: 'INSERT', isSliced: true, refusal: undefined };
const line = { kind: 'INSERT', sql: 'INSERT INTO t VALUES (1)' };

function judged(outcome: Outcome, asWritten: boolean): string {
  const report = new Report(asWritten);
  report.add(line, outcome);
  return `${report.passed} ${report.failed}`;
}

describe('report', () => {
  it('passes what is accepted, classified and proved', () => {
    expect(judged(proved, true)).toBe('1 0');
  });

  it.each<[string, Outcome]>([
    ['misclassified', { ...proved, kind: 'REPLACE' }],
    ['torn', { ...proved, isOne: false, isSliced: false, refusal: '2-statements' }],
    ['not proved', { ...proved, refusal: 'digest-differs' }],
    ['proved against the word of the server', { ...proved, accepted: false }],
    ['crashed', { crash: 'Error: x' }],
  ])('fails what is %s, in every sql_mode', (_what, outcome) => {
    expect(judged(outcome, true)).toBe('0 1');
    expect(judged(outcome, false)).toBe('0 1');
  });

  it('lets the server refuse statements only in a mode that they were not written for', () => {
    const refused = { ...proved, accepted: false, refusal: 'statement-not-accepted' };
    expect(judged(refused, false)).toBe('1 0');
    expect(judged(refused, true)).toBe('0 1');
  });

  it('counts refusals by their reason, and what was cut out of INSERTs', () => {
    const report = new Report(false);
    report.add(line, { ...proved, insert: { source: 'values', rows: 2, values: 6, onDuplicate: 1 } });
    report.add(line, { ...proved, accepted: false, refusal: 'unterminated-string' });
    expect(report.print()).toMatch(/^INSERT +2 +1 +2 +2 +1 +0 {2}unterminated-string 1$/m);
    expect(report.print()).toMatch(/^values +1 +1 +2 +6 +1$/m);
  });
});
