// Servers that are installed on this machine and on the PATH.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

import { startLocalMysql } from '../mysql/local-mysql.ts';
import { runToEnd } from '../local/run-to-end.ts';
import { judgeVersion, type Engine } from '../server-version.ts';
import { startLocalValkey } from '../valkey/local-valkey.ts';
import type { Provider } from './provider.ts';

const PROGRAMS: Record<Engine, readonly string[]> = { mysql: ['mysqld'], redis: ['valkey-server', 'redis-server'] };

interface Find {
  readonly file: string;
  readonly version: string;
}

export const pathProvider: Provider = {
  name: 'path',
  async probe(engine, { environment }) {
    const found = await find(engine, environment);
    return 'reason' in found
      ? { provider: 'path', available: false, reason: found.reason }
      : { provider: 'path', available: true, detail: `${found.file} ${found.version}` };
  },
  async start(engine, context) {
    const found = await find(engine, context.environment);
    if ('reason' in found) throw new Error(found.reason);
    const binary = { command: found.file, arguments: [], flags: [] };
    return engine === 'mysql' ? startLocalMysql('path', binary, context) : startLocalValkey('path', binary, context);
  },
};

async function find(engine: Engine, environment: NodeJS.ProcessEnv): Promise<Find | { readonly reason: string }> {
  const reasons: string[] = [];
  for (const program of PROGRAMS[engine]) {
    // mysqld is an administrator's program: Debian keeps it in /usr/sbin, which is not on everyone's PATH.
    const file = which(program, `${environment.PATH ?? ''}${delimiter}/usr/sbin${delimiter}/usr/local/sbin`);
    if (file === undefined) {
      reasons.push(`${program} is not on the PATH`);
      continue;
    }
    const outcome = await runToEnd(file, engine === 'mysql' ? ['--no-defaults', '--version'] : ['--version']);
    if (outcome.exitCode !== 0) {
      reasons.push(`${file} does not run (${outcome.ending}): ${outcome.output.trim().split('\n')[0] ?? ''}`);
      continue;
    }
    const judged = judgeVersion(engine, outcome.output);
    if (judged.suitable) return { file, version: judged.version };
    reasons.push(`${file} will not do: ${judged.reason}`);
  }
  return { reason: reasons.join('; ') };
}

function which(program: string, path: string): string | undefined {
  for (const folder of path.split(delimiter)) {
    if (folder === '') continue;
    const file = join(folder, program);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not here.
    }
  }
  return undefined;
}
