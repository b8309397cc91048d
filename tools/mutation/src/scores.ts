// From Stryker's mutants to the score of each file.
import type { MutantResult } from '@stryker-mutator/api/core';

export interface FileScore {
  readonly file: string;
  /** A test failed, or never ended. */
  readonly noticed: number;
  /** Every test passed, or none looks at it. */
  readonly unnoticed: number;
}

/** Those that could be run; what does not compile is neither. In the order of the files' names. */
export function scoresByFile(mutants: readonly Pick<MutantResult, 'fileName' | 'status'>[]): FileScore[] {
  const files = new Map<string, { noticed: number; unnoticed: number }>();
  for (const { fileName, status } of mutants) {
    const file = fileName.slice(fileName.lastIndexOf('libs/'));
    const score = files.get(file) ?? { noticed: 0, unnoticed: 0 };
    if (status === 'Killed' || status === 'Timeout') score.noticed += 1;
    if (isUnnoticed(status)) score.unnoticed += 1;
    files.set(file, score);
  }
  return [...files]
    .map(([file, score]) => ({ file, ...score }))
    .filter(({ noticed, unnoticed }) => noticed + unnoticed > 0)
    .sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** Percent. */
export function scoreOf(files: readonly FileScore[]): number {
  const noticed = files.reduce((sum, file) => sum + file.noticed, 0);
  const all = files.reduce((sum, file) => sum + file.noticed + file.unnoticed, 0);
  return all === 0 ? 0 : (100 * noticed) / all;
}

/** A line each, to write the missing tests by. */
export function survivors(mutants: readonly MutantResult[]): string[] {
  return mutants
    .filter(({ status }) => isUnnoticed(status))
    .map(({ fileName, location, mutatorName, replacement, status }) => {
      const place = `${fileName.slice(fileName.lastIndexOf('libs/'))}:${String(location.start.line + 1)}:${String(location.start.column + 1)}`;
      return `${place} ${status} ${mutatorName} → ${replacement.replaceAll(/\s+/g, ' ').slice(0, 120)}`;
    });
}

function isUnnoticed(status: MutantResult['status']): boolean {
  return status === 'Survived' || status === 'NoCoverage';
}
