// `npm run fuzz:acl -- --cases N --seed S [--only K]`: random accounts, roles and changes of them, run and taken back on a real MySQL, with and without
// partial revokes; a judge compares the grant tables with those before.
import { environments } from './src/generate/environments.ts';
import { generateAccessCase, names, objects } from './src/acl/generate-case.ts';
import { clearAccounts, runAccessCase, type AccessServer } from './src/acl/run-case.ts';
import { parseOptions } from './src/options.ts';
import { startServer } from './src/server.ts';

const options = parseOptions(process.argv.slice(2));
const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop.abort());

const phase = { name: 'access', flags: [] };
const server = await startServer(phase, stop.signal);
const [environment] = environments;
if (environment === undefined) throw new Error('no environment');
const counts = new Map<string, number>();
const wrong: string[] = [];
let changed = 0;
const began = performance.now();
try {
  await server.apply({ ...environment, sqlMode: 'STRICT_TRANS_TABLES' });
  await server.admin.query(`DROP DATABASE IF EXISTS ${names.schema}`);
  for (const sql of objects) await server.admin.query(sql);
  const url = new URL(server.stack.mysql.url);
  const [versions] = await server.admin.query({ sql: 'SELECT VERSION()', rowsAsArray: true });
  const one: AccessServer = {
    admin: server.admin,
    version: String((versions as unknown as string[][])[0]?.[0]),
    target: {
      host: url.hostname,
      port: Number(url.port),
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
      schema: names.schema,
    },
  };
  const indexes = options.only === null ? Array.from({ length: options.cases }, (_, i) => i) : [options.only];
  for (const index of indexes) {
    if (stop.signal.aborted) break;
    // In a part of them schemas can be taken out of what is held on all of them.
    await server.admin.query(`SET GLOBAL partial_revokes = ${index % 4 === 3 ? 'ON' : 'OFF'}`);
    const made = generateAccessCase(options.seed, index);
    const outcome = await runAccessCase(one, made);
    const key =
      'reason' in outcome && outcome.kind === 'refused'
        ? `refused: ${outcome.reason}`
        : `${outcome.kind} (${made.story})`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    if ('changed' in outcome && outcome.changed) changed += 1;
    if (options.verbose || options.only !== null) console.log(JSON.stringify({ made, outcome }, null, 1));
    if (outcome.kind !== 'wrong') continue;
    wrong.push(`wrong: --seed ${String(options.seed)} --only ${String(index)}  ${made.story}: ${outcome.reason}`);
    console.log(wrong.at(-1));
  }
  await clearAccounts(server.admin);
} finally {
  await server.stop();
}
// Refusals that are not the server's word on the statements must stay rare.
const unexplained = ['drift', 'rehearsal-differs'].reduce(
  (sum, code) => sum + (counts.get(`refused: ${code}`) ?? 0),
  0,
);
const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
for (const [key, count] of [...counts].sort((a, b) => b[1] - a[1])) console.log(`${String(count).padStart(6)}  ${key}`);
console.log(`${String(changed)} changed something; ${((performance.now() - began) / 1000).toFixed(0)} s.`);
for (const line of wrong) console.log(line);
console.log(`${String(total - wrong.length)} passed, ${String(wrong.length)} failed`);
const tooMany = unexplained > 2 + total / 100;
if (tooMany) console.log(`too many refused without a reason: ${String(unexplained)}`);
process.exit(wrong.length > 0 || tooMany || total === 0 || stop.signal.aborted ? 1 : 0);
