// `npm run audit:verify`: the whole audit chain, checked from its first entry. Of the portal that SLUICE_PORTAL_URL names, else of the
// one that `npm start` runs here.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { devFolder } from './src/dev-folder.ts';
import { ENVIRONMENT_FILE } from './src/environment.ts';

const root = join(import.meta.dirname, '../..');
const program = join(root, 'apps/api/dist/audit-verify.js');
const isNamed = Boolean(process.env.SLUICE_PORTAL_URL);
const environment = isNamed ? {} : devFolder(root).read<NodeJS.ProcessEnv>(ENVIRONMENT_FILE);

if (environment === undefined || !existsSync(program)) {
  console.error(
    existsSync(program)
      ? 'There is no portal to ask: run `npm start` first, or set SLUICE_PORTAL_URL and SLUICE_AUDIT_KEY_FILE.'
      : `${program} is missing: run \`npm run build\` first.`,
  );
  process.exit(2);
}
const { status } = spawnSync(process.execPath, [program, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, ...environment },
});
process.exitCode = status ?? 1;
