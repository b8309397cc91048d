// `npm run fuzz:ddl -- --cases N --seed S [--only K] [--out file]`: random tables with rows and random structure changes through rehearsal, run and
// undo on a real MySQL, and a judge that compares definitions and rows with a copy made before.
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { joinTestServers, leaveTestServers } from '@sluice/stack';
import { clauses, statements } from './src/ddl/changes.ts';
import { runStructureCase, type StructureCase } from './src/ddl/run-structure-case.ts';
import { parseOptions } from './src/options.ts';
import { connectTo } from './src/server.ts';

const options = parseOptions(process.argv.slice(2));
const root = resolve(import.meta.dirname, '../..');
const { mysqlUrl } = await joinTestServers(root, (line) => console.log(line));
const { hostname, port, username, password } = new URL(mysqlUrl);
const server = {
  ...{ host: hostname, port: Number(port || 3306), schema: null },
  user: decodeURIComponent(username),
  password: decodeURIComponent(password),
};

const indexes = options.only === null ? Array.from({ length: options.cases }, (_, i) => i) : [options.only];
const outcomes = new Map<string, number>();
const reasons = new Map<string, number>();
const ran = new Map<string, number>();
const failed: { readonly index: number; readonly found: StructureCase }[] = [];
const count = (map: Map<string, number>, key: string): void => void map.set(key, (map.get(key) ?? 0) + 1);

let next = 0;
async function lane(): Promise<void> {
  const admin = await connectTo(mysqlUrl);
  try {
    for (let at = next++; at < indexes.length; at = next++) {
      const index = indexes[at] ?? 0;
      const found = await runStructureCase(admin, server, options.seed, index);
      const { change, outcome } = found;
      count(outcomes, outcome.kind);
      if (outcome.kind === 'exact') for (const kind of new Set(change.kinds)) count(ran, kind);
      else if (outcome.kind !== 'wrong')
        count(reasons, `${outcome.kind}: ${outcome.reason.replace(/'[^']*'|"[^"]*"|\d+/g, '…').slice(0, 110)}`);
      if (outcome.kind === 'wrong') failed.push({ index, found });
      if (options.verbose || options.only !== null || outcome.kind === 'wrong') {
        console.log(
          `${String(index)} ${change.text}\n    ${outcome.kind} ${'reason' in outcome ? outcome.reason : ''}`,
        );
        if (outcome.kind === 'wrong') console.log(outcome.scene.map((sql) => `    ${sql};`).join('\n'));
      }
      if ((at + 1) % 200 === 0)
        console.log(`  ${String(at + 1)} of ${String(indexes.length)}, wrong ${String(failed.length)}`);
    }
  } finally {
    await admin.end();
  }
}

try {
  await Promise.all([lane(), lane(), lane()]);
} finally {
  leaveTestServers(root);
}

const sorted = (map: ReadonlyMap<string, number>): string =>
  [...map]
    .sort((a, b) => b[1] - a[1])
    .map(([kind, n]) => `${kind} ${String(n)}`)
    .join(', ');
const report = [
  `${String(indexes.length)} cases, seed ${String(options.seed)}: ${sorted(outcomes)}.`,
  `Run and rolled back, by what the statement does: ${sorted(ran)}.`,
  [...reasons]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 40)
    .map(([reason, n]) => `- ${String(n)}: ${reason}`)
    .join('\n'),
].join('\n\n');
console.log(`\n${report}\n`);
if (options.out !== null) writeFileSync(options.out, `${report}\n`);
for (const { index } of failed) console.log(`wrong: --seed ${String(options.seed)} --only ${String(index)}`);

/** In long runs every clause, and every other statement, has to have been run and rolled back this often. */
const isLong = options.cases >= 1_000 && options.only === null;
const least = (kind: string): number => (!isLong ? 0 : kind in clauses ? 50 : 10);
const rare = [...Object.keys(clauses), ...Object.keys(statements)].filter((kind) => (ran.get(kind) ?? 0) < least(kind));
for (const kind of rare) console.log(`not enough: ${kind}, ${String(ran.get(kind) ?? 0)} of ${String(least(kind))}`);
console.log(`${String(indexes.length - failed.length)} passed, ${String(failed.length)} failed`);
process.exit(failed.length > 0 || rare.length > 0 ? 1 : 0);
