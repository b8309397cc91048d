import { judge } from './run-tests.ts';
import { renderTable } from './table.ts';

const report = (...assertionResults: { status: string; fullName: string }[]): string =>
  JSON.stringify({
    numPassedTests: 1,
    testResults: [{ name: 'a.spec.ts', message: 'no such module', assertionResults }],
  });
const passed = { status: 'passed', fullName: 'a on 127.0.0.1:3306 holds' };

describe('what caught a sabotage', () => {
  it('is the first test that failed, whatever its server', () => {
    expect(judge(report(passed, { status: 'failed', fullName: 'a on 127.0.0.1:3306 breaks' }))).toEqual({
      by: 'a breaks',
    });
  });

  it('is nothing where all passed, or where a spec could not be loaded', () => {
    expect(judge(report(passed))).toEqual({ by: null, why: '1 tests passed' });
    expect(judge(report())).toEqual({ by: null, why: 'could not be loaded: no such module' });
  });

  it('is told in a table, with what nothing caught', () => {
    const sabotage = { of: 'undo', what: 'a | b', file: 'libs/sql/a.ts', from: '', to: '', tests: [] } as const;
    const caught = [{ by: 'a breaks' }, { by: null, why: '' }] as const;
    const table = renderTable(
      '2026-01-02',
      caught.map((one) => ({ ...sabotage, caught: one })),
    );
    expect(table).toContain('1 of 2 were caught');
    expect(table).toContain('| undo | a \\| b | sql/a.ts | a breaks |\n| undo | a \\| b | sql/a.ts | **not caught** |');
  });
});
