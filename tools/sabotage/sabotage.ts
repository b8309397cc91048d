// npm run test:sabotage [-- words of a name]: breaks one line at a time as a person could, runs the tests that should notice, and prints which
// did. For a tree whose tests pass: what fails anyway would seem to notice. Exits 1 where one goes unnoticed, or where a line to break is not there any more. Minutes long, so not a part of `npm test`.
import { writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { findMysqlClient, joinTestServers, leaveTestServers } from '@sluice/stack';
import { makeCopy } from './src/copy.ts';
import { runTests, type Caught } from './src/run-tests.ts';
import { sabotages, type Sabotage } from './src/sabotages.ts';
import { renderTable } from './src/table.ts';

const words = process.argv.slice(2);
const chosen = sabotages.filter(({ what }) => words.every((word) => what.includes(word)));
const root = process.cwd();
const progress = (line: string): boolean => process.stderr.write(`${line}\n`);
// Whatever else runs on the machine goes first.
setPriority(10);
const servers = await joinTestServers(root, progress);
const environment = {
  SLUICE_TEST_MYSQL_URLS: servers.mysqlUrl,
  SLUICE_TEST_REDIS_URL: servers.redisUrl,
  SLUICE_TEST_MYSQL_CLIENT: JSON.stringify((await findMysqlClient(root, progress)) ?? []),
};
const copy = makeCopy(root);
const results: (Sabotage & { readonly caught: Caught })[] = [];
try {
  for (const sabotage of chosen) {
    const mend = copy.break(sabotage);
    const caught = mend ? runTests(copy.folder, sabotage, environment) : { by: null, why: 'the line is not there' };
    mend?.();
    results.push({ ...sabotage, caught });
    progress(`${caught.by === null ? 'NOT CAUGHT' : 'caught'}: ${sabotage.what} (${caught.by ?? caught.why})`);
  }
} finally {
  copy.remove();
  leaveTestServers(root);
}
const today = new Date().toISOString().slice(0, 10);
const table = renderTable(today, results);
console.log(table);
if (words.length === 0) writeFileSync(`docs/evidence/sabotage-${today}.md`, table);
const passed = results.filter(({ caught }) => caught.by !== null).length;
console.log(`${String(passed)} passed, ${String(results.length - passed)} failed`);
process.exitCode = passed === results.length ? 0 : 1;
