import { execFileSync } from 'node:child_process';

/** Short, with what is not committed said. */
export function commit(): string {
  const git = (...words: string[]): string => execFileSync('git', words, { encoding: 'utf8' }).trim();
  const changed = git('status', '--porcelain', '--', 'libs/contracts', 'libs/sql', 'libs/rollback');
  return `${git('rev-parse', '--short', 'HEAD')}${changed === '' ? '' : ' and changes of the libs that were not committed'}`;
}
