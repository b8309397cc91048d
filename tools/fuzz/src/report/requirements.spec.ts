import type { FuzzCase } from '../case.ts';
import { forms, generateCase } from '../generate/generate-case.ts';
import { requirementsOf } from './requirements.ts';
import { Tally } from './tally.ts';

const names = forms.map(({ name }) => name);

const made = Array.from({ length: 10_000 }, (_, index) => generateCase(20261120, index));

/** The run's own cases, as if the server had answered; `changes` says which of them changed rows. */
function tallyOf(cases: number, changes: (fuzzCase: FuzzCase) => boolean, without?: string): Tally {
  const tally = new Tally();
  for (const fuzzCase of made.slice(0, cases)) {
    if (fuzzCase.form === without) continue;
    tally.add(fuzzCase, { outcome: { kind: 'exact' }, run: null, changed: changes(fuzzCase), ms: 0 });
  }
  return tally;
}

describe('what a run must show', () => {
  it.each([10_000, 1_500, 300])('is there in a run of %i cases by the way cases are made', (cases) => {
    const tally = tallyOf(cases, () => true);
    expect(requirementsOf(tally, cases, names)).toEqual([]);
  });

  it('lacks in a long run where one form changes rows in too few of its cases', () => {
    let seen = 0;
    const tally = tallyOf(10_000, ({ form }) => form !== 'delete cte' || (seen += 1) <= 139);
    expect(requirementsOf(tally, 10_000, names)).toEqual(['delete cte: 139 of 200 change rows']);
  });

  it('lacks where forms are missing or too few', () => {
    const tally = tallyOf(10_000, () => true, names[0]);
    expect(requirementsOf(tally, 10_000, names)).toEqual([`${names[0] ?? ''}: 0 of 200 cases`]);
    expect(
      requirementsOf(
        tallyOf(1_000, () => true),
        10_000,
        names,
      ).length,
    ).toBeGreaterThan(names.length);
  });

  it('lacks in the share of a shorter run too', () => {
    const tally = tallyOf(1_500, ({ form }) => form !== 'delete cte');
    expect(requirementsOf(tally, 1_500, names)).toEqual(['delete cte: 0 of 30 change rows']);
  });
});
