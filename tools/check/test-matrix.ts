// `npm run test:matrix [-- --require] [-- jest arguments]`: the database tests on MySQL 8.0, 8.4 and 9.7 in containers. Without a Docker
// engine it says so and is not a failure, unless --require asks for it.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

import {
  describeError,
  dockerMissing,
  removeVolume,
  startMysqlContainer,
  stateFolder,
  type RunningServer,
} from '@sluice/stack';

const VERSIONS = ['8.0', '8.4', '9.7'];
const FIRST_PORT = 33306;

const root = join(import.meta.dirname, '../..');
const required = process.argv.includes('--require');
const jestArguments = process.argv.slice(2).filter((argument) => argument !== '--require');

try {
  process.exitCode = await matrix();
} catch (error) {
  console.error(describeError(error));
  process.exitCode = 1;
}

async function matrix(): Promise<number> {
  const missing = await dockerMissing();
  if (missing !== undefined) {
    console.log(`The matrix (MySQL ${VERSIONS.join(', ')}) was not run: ${missing}.`);
    console.log(
      'Start a Docker engine, or name servers of yours: SLUICE_TEST_MYSQL_URLS=mysql://root:…@host:3306,… npm test',
    );
    return required ? 1 : 0;
  }
  const servers: RunningServer[] = [];
  try {
    for (const [index, version] of VERSIONS.entries()) servers.push(await start(version, FIRST_PORT + index * 10));
    console.log(servers.map(({ version, url }) => `MySQL ${version} at ${new URL(url).host}`).join('\n'));
    return await runJest(servers.map(({ url }) => url).join(','));
  } finally {
    for (const server of servers) await server.stop();
    for (const version of VERSIONS) await removeVolume(folderOf(version));
    rmSync(join(root, '.sluice/matrix'), { recursive: true, force: true });
  }
}

function start(version: string, port: number): Promise<RunningServer> {
  return startMysqlContainer(`mysql:${version}`, {
    root,
    state: stateFolder(folderOf(version)),
    environment: process.env,
    preferredPorts: { mysql: port, redis: port + 1 },
    resetCommand: 'npm run test:matrix',
    signal: new AbortController().signal,
    progress: (line) => console.log(line),
  });
}

function folderOf(version: string): string {
  return join(root, '.sluice/matrix', version);
}

function runJest(urls: string): Promise<number> {
  return new Promise((resolve) => {
    const jest = spawn(
      process.execPath,
      [join(root, 'node_modules/jest/bin/jest.js'), '--selectProjects=database', ...jestArguments],
      {
        cwd: root,
        stdio: 'inherit',
        env: { ...process.env, NODE_OPTIONS: '--experimental-vm-modules', SLUICE_TEST_MYSQL_URLS: urls },
      },
    );
    jest.once('error', () => resolve(1));
    jest.once('exit', (code) => resolve(code ?? 1));
  });
}
