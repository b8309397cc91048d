// How Stryker runs one room: its own unit tests only, in a copy of the libs under .sluice/.
import type { PartialStrykerOptions } from '@stryker-mutator/api/core';

export interface Room {
  readonly name: string;
  /** The rooms that it imports: they must be in the copy. */
  readonly imports: readonly string[];
}

/** The two that decide what is saved and what is undone. */
export const rooms: readonly Room[] = [
  { name: 'sql', imports: [] },
  { name: 'rollback', imports: ['contracts', 'sql'] },
];

export function optionsOf({ name, imports }: Room, fresh: boolean): PartialStrykerOptions {
  const copied = ['jest.config.mjs', 'tools/mutation/**', ...[name, ...imports].map((room) => `libs/${room}/**`)];
  return {
    mutate: [`libs/${name}/src/**/*.ts`, '!libs/**/*.spec.ts', '!libs/**/*.db-spec.ts', '!libs/**/test-support/**'],
    ignorePatterns: ['/**', ...copied.map((path) => `!/${path}`), '/libs/*/dist/**'],
    testRunner: 'jest',
    plugins: [import.meta.resolve('@stryker-mutator/jest-runner')],
    jest: {
      configFile: 'tools/mutation/jest.config.mjs',
      config: { testMatch: [`<rootDir>/libs/${name}/**/*.spec.ts`] },
    },
    coverageAnalysis: 'perTest',
    concurrency: 2,
    incremental: true,
    incrementalFile: `.sluice/mutation-${name}.json`,
    force: fresh,
    tempDirName: `.sluice/mutation-${name}`,
    cleanTempDir: 'always',
    reporters: ['progress-append-only'],
    // The machine may be busy with other work: a mutant is called endless only after that long.
    timeoutMS: 10_000,
    allowConsoleColors: false,
  };
}
