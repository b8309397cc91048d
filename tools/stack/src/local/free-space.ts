import { statfsSync } from 'node:fs';

import { StackError } from '../stack-error.ts';

/** @throws StackError `disk-full` before a program fails half-way with a message of its own */
export function requireFreeSpace(folder: string, megabytes: number, purpose: string): void {
  const { bavail, bsize } = statfsSync(folder);
  const free = Math.floor((bavail * bsize) / 1024 / 1024);
  if (free >= megabytes) return;
  throw new StackError(
    'disk-full',
    `Only ${free} MB are free on the disk of ${folder}; ${purpose} needs ${megabytes} MB.`,
    'Free some space and start again.',
  );
}
