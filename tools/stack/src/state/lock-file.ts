// A lock between processes that outlives no crash: the file names its holder, and a holder that is gone holds nothing.
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { StackError } from '../stack-error.ts';
import { identify, isAlive, type ProcessIdentity } from './process-identity.ts';

export interface Lock {
  release(): void;
}

/** Takes the lock or tells who has it. */
export function tryLock(file: string): Lock | { readonly heldBy: ProcessIdentity } {
  const mine = identify(process.pid);
  if (mine === undefined) throw new Error('cannot identify this process');
  const ticket = `${file}.${process.pid}.ticket`;
  writeFileSync(ticket, JSON.stringify(mine), { mode: 0o600 });
  try {
    for (;;) {
      try {
        // A link appears with its content or not at all, so no one reads an empty lock.
        linkSync(ticket, file);
        return { release: () => rmSync(file, { force: true }) };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const holder = readHolder(file);
      if (holder !== undefined && isAlive(holder)) return { heldBy: holder };
      takeAway(file, holder);
    }
  } finally {
    rmSync(ticket, { force: true });
  }
}

/** Waits for the lock. @throws StackError `lock-timeout` that names the holder. */
export async function waitForLock(file: string, milliseconds: number): Promise<Lock> {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    const outcome = tryLock(file);
    if ('release' in outcome) return outcome;
    if (Date.now() > deadline) {
      throw new StackError(
        'lock-timeout',
        `Waited ${milliseconds / 1000} s for process ${outcome.heldBy.pid}, which holds ${file}.`,
        `See what process ${outcome.heldBy.pid} is doing, end it if it hangs, and start again.`,
      );
    }
    await sleep(100);
  }
}

function readHolder(file: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity;
  } catch {
    return undefined;
  }
}

/** Removes a dead holder's lock; gives it back if a live one slipped in between reading and taking. */
function takeAway(file: string, dead: ProcessIdentity | undefined): void {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const taken = readHolder(aside);
  if (taken !== undefined && (taken.pid !== dead?.pid || taken.started !== dead.started) && isAlive(taken)) {
    try {
      linkSync(aside, file);
    } catch {
      // Someone else took the lock in that instant; two holders are told apart by what they guard (data folder locks).
    }
  }
  rmSync(aside, { force: true });
}
