// A copy of the sources in which one line at a time is broken; the tree that people work in stays whole.
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Sabotage } from './sabotages.ts';

export interface Copy {
  readonly folder: string;
  /** How to mend it; undefined where the text is not there exactly once: then there is nothing to show. */
  break(sabotage: Pick<Sabotage, 'file' | 'from' | 'to'>): (() => void) | undefined;
  remove(): void;
}

const parts = ['libs', 'tools/conformance', 'tools/sabotage', 'tools/stack', 'docs/rollback.md', 'jest.config.mjs'];

export function makeCopy(root: string): Copy {
  const folder = join(root, '.sluice', 'sabotage');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const isSource = (path: string): boolean => !['dist', 'node_modules'].includes(basename(path));
  for (const part of parts) cpSync(join(root, part), join(folder, part), { recursive: true, filter: isSource });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return {
    folder,
    break: ({ file, from, to }) => {
      const path = join(folder, file);
      const whole = readFileSync(path, 'utf8');
      if (whole.split(from).length !== 2) return undefined;
      writeFileSync(
        path,
        whole.replace(from, () => to),
      );
      return () => writeFileSync(path, whole);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
