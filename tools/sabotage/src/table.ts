import type { Caught } from './run-tests.ts';
import type { Sabotage } from './sabotages.ts';

/** Markdown for docs/evidence. */
export function renderTable(date: string, results: readonly (Sabotage & { readonly caught: Caught })[]): string {
  const caught = results.filter((result) => result.caught.by !== null).length;
  const rows = results.map(({ of, what, file, caught: { by } }) => {
    const cells = [of, what, file.replace('libs/', ''), by ?? '**not caught**'];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });
  return (
    `# Sabotage, ${date}\n\n\`npm run test:sabotage\`: one line is broken at a time, as a person could; the tests must notice. ` +
    `${String(caught)} of ${String(results.length)} were caught.\n\n` +
    `| of | what was broken | in | caught first by |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`
  );
}
