import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Sabotage } from './sabotages.ts';

/** The first test that failed; `by` null: none did. */
export type Caught = { readonly by: string } | { readonly by: null; readonly why: string };

interface Report {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** Of the specs that should notice. */
export function runTests(
  folder: string,
  { tests, named }: Pick<Sabotage, 'tests' | 'named'>,
  environment: Record<string, string>,
): Caught {
  const output = join(folder, 'report.json');
  rmSync(output, { force: true });
  spawnSync(
    process.execPath,
    [
      '--experimental-vm-modules',
      'node_modules/jest/bin/jest.js',
      ...['--config', 'tools/sabotage/both-projects.mjs', '--silent', '--forceExit', '--bail=1', '--json'],
      ...['--outputFile', output, ...(named === undefined ? [] : ['--testNamePattern', named])],
      ...['--testPathPatterns', ...tests],
    ],
    { cwd: folder, env: { ...process.env, ...environment }, stdio: 'ignore' },
  );
  return judge(readFileSync(output, 'utf8'));
}

/** A spec that could not even be loaded has caught nothing: the line was broken so that nobody would have committed it. */
export function judge(json: string): Caught {
  const report = JSON.parse(json) as Report;
  const [failed] = report.testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'failed'),
  );
  if (failed) return { by: failed.fullName.replace(/ on [\w.]+:\d+/, '') };
  const unloaded = report.testResults.find(({ assertionResults }) => assertionResults.length === 0);
  if (unloaded) return { by: null, why: `could not be loaded: ${unloaded.message.slice(0, 200)}` };
  return { by: null, why: `${String(report.numPassedTests)} tests passed` };
}
