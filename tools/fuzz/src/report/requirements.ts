// What makes a run worth something: enough cases of each form, and enough of them that change rows.
import type { Tally } from './tally.ts';

const longRun = 10_000;
const casesPerForm = 200;
const changedShare = 0.7;
const httpCases = 300;

/** What a run of `asked` random cases lacks. Shorter runs only keep the shares, which are theirs by construction. */
export function requirementsOf(tally: Tally, asked: number): string[] {
  if (asked < longRun) return [];
  const forms = [...(tally.groups.get('form')?.values() ?? [])];
  return [
    ...forms.filter(({ cases }) => cases < casesPerForm).map(({ name, cases }) => `${name}: ${String(cases)} cases`),
    ...forms
      .filter(({ changed, cases }) => changed < cases * changedShare)
      .map(({ name, changed, cases }) => `${name}: ${String(changed)} of ${String(cases)} change rows`),
    ...(tally.http < httpCases ? [`${String(tally.http)} cases by HTTP`] : []),
    ...(tally.writers < asked * 0.3 ? [`${String(tally.writers)} cases with writers`] : []),
  ];
}
