// Everything that is checked, by name: the one list for `npm run check`, `npm test` and CI. `npm test -- lint unit` runs two.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export interface Suite {
  readonly name: string;
  /** Run in the project's root by this very Node. */
  readonly command: readonly string[];
  /** How its numbers are read: the exit code counts as one; jest's report; the last line `N passed, N failed`. */
  readonly counts: 'exit-code' | 'jest' | 'last-line';
  /** A file that the suite is about: where it is absent, the suite is left out, aloud. */
  readonly about?: string;
}

const tsc = 'node_modules/@typescript/native/bin/tsc';
const jest = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--silent', '--selectProjects'];
const prettierCache = ['--cache', '--cache-location', '.nx/prettier'];
const testData = process.env['SLUICE_TEST_DATA'] || join('..', 'shared', 'data');
const statements = join(testData, 'mysql-statements.jsonl.gz');

/** Need no server and no build; the longest first, because two run side by side. */
export const gates: readonly Suite[] = [
  { name: 'lint', command: ['tools/check/lint.ts'], counts: 'exit-code' },
  { name: 'unit', command: [...jest, 'unit'], counts: 'jest' },
  {
    name: 'dead-code',
    command: ['node_modules/knip/bin/knip.js', '--no-progress', '--no-config-hints'],
    counts: 'exit-code',
  },
  {
    name: 'format',
    command: ['node_modules/prettier/bin/prettier.cjs', '--check', '.', ...prettierCache],
    counts: 'exit-code',
  },
  { name: 'types', command: [tsc, '--pretty', 'false', '-p', 'tsconfig.typecheck.json'], counts: 'exit-code' },
  { name: 'types-web', command: [tsc, '--pretty', 'false', '-p', 'apps/web/tsconfig.json'], counts: 'exit-code' },
];

/** Run one after the other, after the gates. */
export const suites: readonly Suite[] = [
  { name: 'build', command: ['node_modules/nx/dist/bin/nx.js', 'run-many', '-t', 'build'], counts: 'exit-code' },
  { name: 'database', command: [...jest, 'database'], counts: 'jest' },
  {
    name: 'conformance',
    command: ['tools/conformance/conformance.ts', statements],
    counts: 'last-line',
    about: statements,
  },
  {
    name: 'fuzz-rollback',
    command: ['tools/fuzz/fuzz-rollback.ts', '--cases', '1500', '--seed', '20261120'],
    counts: 'last-line',
  },
  {
    name: 'fuzz-ddl',
    command: ['tools/fuzz/fuzz-ddl.ts', '--cases', '300', '--seed', '20261120'],
    counts: 'last-line',
  },
  {
    name: 'fuzz-acl',
    command: ['tools/fuzz/fuzz-acl.ts', '--cases', '150', '--seed', '20261120'],
    counts: 'last-line',
  },
  { name: 'e2e', command: ['tools/e2e/e2e.ts'], counts: 'last-line' },
];

export function isAbsent(suite: Suite): boolean {
  return suite.about !== undefined && !existsSync(suite.about);
}

/** Those that the command line names, or all of them. */
export function chosen(all: readonly Suite[]): readonly Suite[] {
  const names = process.argv.slice(2);
  const unknown = names.find((name) => !all.some((suite) => suite.name === name));
  if (unknown !== undefined) {
    console.error(`There is no ${unknown}. There are: ${all.map(({ name }) => name).join(', ')}`);
    process.exit(2);
  }
  return names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
}
