import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { tryLock, waitForLock } from './lock-file.ts';
import { identify, isAlive } from './process-identity.ts';

describe('a lock file', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sluice-lock-'));
    file = join(folder, 'lock');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is held by one at a time and names its holder', () => {
    const lock = tryLock(file);
    expect(tryLock(file)).toEqual({ heldBy: identify(process.pid) });
    if ('release' in lock) lock.release();
    expect(tryLock(file)).toHaveProperty('release');
  });

  it.each([
    ['a process that is gone', JSON.stringify({ pid: 2 ** 22 + 1, started: '1' })],
    ['an earlier process of the same number', JSON.stringify({ pid: process.pid, started: 'long ago' })],
    ['a crash in the middle of writing', '{"pid":'],
  ])('is taken over from %s', (_who, content) => {
    writeFileSync(file, content);
    expect(tryLock(file)).toHaveProperty('release');
    expect(readdirSync(folder)).toEqual(['lock']);
  });

  it('says who holds it when waiting was in vain', async () => {
    tryLock(file);
    await expect(waitForLock(file, 10)).rejects.toMatchObject({
      code: 'lock-timeout',
      message: expect.stringContaining(String(process.pid)) as string,
    });
  });
});

describe('a process identity', () => {
  it('is alive for this process and not for one of its number that started at another time', () => {
    const me = identify(process.pid);
    expect(me && isAlive(me)).toBe(true);
    expect(isAlive({ pid: process.pid, started: '1' })).toBe(false);
  });
});
