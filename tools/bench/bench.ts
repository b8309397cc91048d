// `npm run bench`: each figure beside its bound. Exits 1 when one is exceeded or could not be measured.
import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { resolve } from 'node:path';
import { measureBigChanges, type BigChanges } from './big/big-changes.ts';
import { bigFigures, renderRuns } from './big/figures.ts';
import { judge, renderFigure, type Figure } from './figures.ts';
import { readOptions, type Options } from './options.ts';
import { measurePortal } from './portal.ts';

const load = (): string =>
  loadavg()
    .map((one) => one.toFixed(2))
    .join(' ');

async function main(options: Options): Promise<number> {
  const began = performance.now();
  const loadBefore = load();
  console.log(`Load average before: ${loadBefore}`);
  const portal = options.portal ? await measurePortal(console.log) : [];
  const big = options.changes ? await measureBigChanges(resolve('.'), options, console.log) : undefined;
  const figures = [...portal, ...(big === undefined ? [] : bigFigures(big.runs))];
  console.log(`Load average after: ${load()}; ${Math.round((performance.now() - began) / 1_000)} s`);
  if (big !== undefined) {
    for (const line of renderRuns(big.runs)) console.log(line);
    for (const line of big.notMeasured) console.log(`not measured: ${line}`);
  }
  for (const figure of figures) console.log(renderFigure(figure));
  const failed = figures.filter((figure) => judge(figure) !== 'holds').length;
  if (options.keep !== undefined) keep(options.keep, { loadBefore, figures, big });
  console.log(`${figures.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

function keep(
  file: string,
  kept: { readonly loadBefore: string; readonly figures: readonly Figure[]; readonly big: BigChanges | undefined },
): void {
  const { loadBefore, figures, big } = kept;
  const raw = { at: new Date().toISOString(), loadBefore, loadAfter: load(), figures, ...big };
  writeFileSync(file, `${JSON.stringify(raw, undefined, 2)}\n`);
}

const options = readOptions(process.argv.slice(2));
process.exitCode = options === undefined ? 2 : await main(options);
