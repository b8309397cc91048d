import { requestText, type FuzzCase } from './case.ts';
import type { PhaseRun } from './lanes.ts';
import { generateCase } from './generate/generate-case.ts';
import { shrink } from './shrink.ts';

/** A product that is wrong whenever the case still has what `isWrong` looks for. */
function phaseWith(isWrong: (fuzzCase: FuzzCase) => boolean): PhaseRun {
  return {
    run: ([fuzzCase], report) => {
      if (fuzzCase !== undefined) {
        const outcome = isWrong(fuzzCase)
          ? ({ kind: 'wrong', reason: 'differs', detail: '' } as const)
          : ({ kind: 'exact' } as const);
        report(fuzzCase, { outcome, run: null, changed: true, ms: 0 });
      }
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
}

describe('shrink', () => {
  it('takes away what does not matter, and keeps what does', async () => {
    const large = generateCase(3, 0);
    const has = (fuzzCase: FuzzCase): boolean =>
      (fuzzCase.tables[0]?.rows.length ?? 0) >= 1 && requestText(fuzzCase).startsWith('UPDATE');
    const small = await shrink(phaseWith(has), large, 'differs');
    expect(small.tables).toHaveLength(1);
    expect(small.tables[0]?.rows).toHaveLength(1);
    expect(small.tables[0]?.columns).toHaveLength(1);
    expect(small.writers).toBeNull();
    expect(requestText(small)).toMatch(/^UPDATE/);
  });

  it('gives back a case that is not wrong a second time', async () => {
    const large = generateCase(3, 1);
    expect(
      await shrink(
        phaseWith(() => false),
        large,
        'differs',
      ),
    ).toBe(large);
  });
});
