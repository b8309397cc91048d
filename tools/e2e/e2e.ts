// `npm run e2e`: starts a whole portal of its own and runs every *.e2e.ts against it with Node's test runner.
import { readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { startPortal } from '@sluice/portal';

const stateFolder = resolve('.sluice/e2e');
rmSync(stateFolder, { recursive: true, force: true });
const portal = await startPortal({ stateFolder });
console.log(`Portal ready in ${portal.startedInSeconds.toFixed(1)} s at ${portal.url}`);
process.env['SLUICE_E2E_URL'] = portal.url;
process.env['SLUICE_E2E_STATE'] = portal.stateFolder;

let passed = 0;
let failed = 0;
try {
  const files = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.e2e.ts'))
    .map((name) => join(import.meta.dirname, name));
  const stream = run({ files, concurrency: 1 });
  stream.on('test:pass', ({ details }) => {
    if (details.type !== 'suite') passed += 1;
  });
  stream.on('test:fail', ({ details }) => {
    if (details.type !== 'suite') failed += 1;
  });
  for await (const text of stream.compose(spec)) process.stdout.write(text as string);
} finally {
  await portal.stop();
}
if (passed === 0) failed += 1;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
