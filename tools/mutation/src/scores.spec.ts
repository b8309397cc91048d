import { renderSummary } from './summary.ts';
import { scoreOf, scoresByFile } from './scores.ts';

const mutants = (['Killed', 'Survived', 'Timeout', 'NoCoverage', 'CompileError', 'RuntimeError'] as const).map(
  (status, i) => ({ fileName: `/somewhere/libs/sql/src/${i < 2 ? 'b' : 'a'}.ts`, status }),
);

describe('the score of a room', () => {
  it('counts what a test noticed against what none did, file by file', () => {
    expect(scoresByFile(mutants)).toEqual([
      { file: 'libs/sql/src/a.ts', noticed: 1, unnoticed: 1 },
      { file: 'libs/sql/src/b.ts', noticed: 1, unnoticed: 1 },
    ]);
    expect(scoreOf(scoresByFile(mutants))).toBe(50);
  });

  it('is nothing where nothing was tried', () => {
    expect(scoreOf([])).toBe(0);
    expect(scoresByFile([{ fileName: 'libs/sql/src/a.ts', status: 'CompileError' }])).toEqual([]);
  });

  it('is told with the sum first', () => {
    const scored = [{ room: 'libs/sql', files: scoresByFile(mutants) }];
    const text = renderSummary({ date: '2026-01-02', commit: 'abc', minutes: 12.4, fresh: true, bound: 85, scored });
    expect(text).toContain('# Mutation tests, 2026-01-02');
    expect(text).toContain('at commit abc: 12 minutes on 2 processors, all of them tried.');
    expect(text).toContain('| **libs/sql** | 50.0 | 2 | 2 |\n| a.ts | 50.0 | 1 | 1 |\n| b.ts | 50.0 | 1 | 1 |');
  });
});
