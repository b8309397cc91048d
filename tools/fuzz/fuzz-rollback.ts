// `npm run fuzz:rollback -- --cases N --seed S [--shrink] [--only K] [--form text] [--condition text] [--out file]`: random schemas, data and statements
// through the product, and a judge that compares every table with a copy made before.
import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import type { FuzzCase } from './src/case.ts';
import { environmentNamed, phases } from './src/generate/environments.ts';
import { forms, generateCase } from './src/generate/generate-case.ts';
import { openPhase } from './src/lanes.ts';
import { parseOptions } from './src/options.ts';
import { renderReport } from './src/report/render.ts';
import { Tally } from './src/report/tally.ts';
import { regressions } from './src/regressions.ts';
import { requirementsOf } from './src/report/requirements.ts';
import { reproduction } from './src/report/reproduction.ts';
import { shrink } from './src/shrink.ts';

// The driver takes a stack with each query, for the case that it fails.
Error.stackTraceLimit = 4;
const options = parseOptions(process.argv.slice(2));
const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop.abort());

const among = options.form === null ? forms : forms.filter(({ name }) => name.includes(options.form ?? ''));
const indexes = options.only === null ? Array.from({ length: options.cases }, (_, i) => i) : [options.only];
const random = indexes.map((index): FuzzCase => {
  const made = generateCase(options.seed, index, among, options.condition);
  return options.stagesOnly ? { ...made, path: 'stages' } : made;
});
const cases: readonly FuzzCase[] =
  options.only === null && among === forms && options.condition === null ? [...regressions, ...random] : random;

const tally = new Tally();
const began = performance.now();
let done = 0;
console.log(
  `${String(cases.length)} cases, seed ${String(options.seed)}, ${String(among.length)} forms. Load average: ${loadavg()[0]?.toFixed(2) ?? ''}`,
);
for (const phase of phases) {
  const own = cases.filter(({ environment }) => environmentNamed(environment).phase === phase.name);
  if (own.length === 0 || stop.signal.aborted) continue;
  console.log(`Phase "${phase.name}": ${String(own.length)} cases`);
  const opened = await openPhase(phase, stop.signal);
  try {
    const before = tally.wrong.length;
    await opened.run(own, (fuzzCase, judged) => {
      tally.add(fuzzCase, judged);
      done += 1;
      if (options.verbose || ['wrong', 'aborted'].includes(judged.outcome.kind))
        console.log(
          `${String(fuzzCase.index)} ${fuzzCase.form} [${fuzzCase.condition}, ${fuzzCase.environment}]: ${JSON.stringify(judged.outcome)}`,
        );
      if (options.only !== null) console.log(reproduction(fuzzCase));
      if (done % 250 === 0)
        console.log(
          `  ${String(done)} of ${String(cases.length)}, ${(done / ((performance.now() - began) / 1000)).toFixed(1)} a second, wrong ${String(tally.wrong.length)}`,
        );
    });
    if (options.shrink) {
      for (const { fuzzCase, outcome } of tally.wrong.slice(before)) {
        const smallest = await shrink(opened, fuzzCase, outcome.reason);
        console.log(
          `\n-- reduced from seed ${String(fuzzCase.seed)}, case ${String(fuzzCase.index)}: ${outcome.reason}`,
        );
        console.log(reproduction(smallest));
        console.log(`-- as data: ${JSON.stringify(smallest)}`);
      }
    }
  } finally {
    await opened.close();
  }
}

const seconds = (performance.now() - began) / 1000;
const report = [
  renderReport(tally),
  `${String(tally.http)} cases through processes and HTTP, ${String(tally.writers)} with concurrent writers; ${String(tally.invalid.length)} that MySQL itself rejects.`,
  `${seconds.toFixed(0)} s, ${(done / seconds).toFixed(1)} cases a second.`,
].join('\n\n');
console.log(`\n${report}\n`);
const rejected = new Map<string, number>();
for (const { reason } of tally.invalid) {
  const kind = reason.replace(/'[^']*'/g, '…').slice(0, 140);
  rejected.set(kind, (rejected.get(kind) ?? 0) + 1);
}
for (const [reason, count] of [...rejected].sort((a, b) => b[1] - a[1]).slice(0, 40))
  console.log(`rejected ${String(count)}: ${reason}`);
const rerun = [
  ...(options.form === null ? [] : [` --form '${options.form}'`]),
  ...(options.condition === null ? [] : [` --condition '${options.condition}'`]),
].join('');
for (const { fuzzCase, outcome } of tally.wrong) {
  console.log(
    `wrong: --seed ${String(fuzzCase.seed)} --only ${String(fuzzCase.index)}${rerun}  ${fuzzCase.form} [${fuzzCase.condition}, ${fuzzCase.environment}]: ${outcome.reason}`,
  );
}
const whole = options.only === null && among === forms && options.condition === null && !options.stagesOnly;
const unmet = whole
  ? requirementsOf(
      tally,
      options.cases,
      forms.map(({ name }) => name),
    )
  : [];
for (const line of unmet) console.log(`not enough: ${line}`);
if (options.out !== null) writeFileSync(options.out, `${report}\n`);
console.log(`${String(done - tally.wrong.length)} passed, ${String(tally.wrong.length)} failed`);
process.exit(tally.wrong.length > 0 || unmet.length > 0 || stop.signal.aborted ? 1 : 0);
