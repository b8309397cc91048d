// What makes a run worth something: enough cases of each form, and enough of them that change rows.
import type { Tally } from './tally.ts';

const longRun = 10_000;
const casesPerForm = 200;
const changedShare = 0.7;
const httpCases = 300;
const writersShare = 0.3;
/** Fewer cases of a form say nothing of its share. */
const enoughToTell = 25;
/** In a shorter run chance decides more than the shares do. */
const enoughForShares = 1_000;

/** What a run of `asked` random cases over all of `formNames` lacks. Shorter runs keep the same shares as far as they can show them. */
export function requirementsOf(tally: Tally, asked: number, formNames: readonly string[]): string[] {
  const rows = tally.groups.get('form');
  const each = Math.min(casesPerForm, Math.floor((asked * casesPerForm) / longRun));
  const lacking = formNames.flatMap((name) => {
    const { cases = 0, changed = 0 } = rows?.get(name) ?? {};
    return [
      ...(cases < each ? [`${name}: ${String(cases)} of ${String(each)} cases`] : []),
      ...(cases >= enoughToTell && changed < cases * changedShare
        ? [`${name}: ${String(changed)} of ${String(cases)} change rows`]
        : []),
    ];
  });
  if (asked < enoughForShares) return lacking;
  const http = Math.floor((Math.min(asked, longRun) * httpCases) / longRun);
  return [
    ...lacking,
    ...(tally.http < http ? [`${String(tally.http)} of ${String(http)} cases by HTTP`] : []),
    ...(tally.writers < Math.floor(asked * writersShare) ? [`${String(tally.writers)} cases with writers`] : []),
  ];
}
