import type { Cell, Session } from '../../connect/session.js';
import { giveWay, pause } from './give-way.js';

/** A target that is busy for so many looks. */
function target(
  busy: { readonly threads?: number; readonly waits?: number; readonly history?: number },
  looks: number,
) {
  let seen = 0;
  const session = {
    rows: (): Promise<Cell[][]> => {
      seen++;
      const now = seen <= looks;
      return Promise.resolve([
        ['Threads_running', String(now ? (busy.threads ?? 2) : 2)],
        ['Innodb_row_lock_current_waits', String(now ? (busy.waits ?? 0) : 0)],
      ]);
    },
    cell: () => Promise.resolve(String(seen <= looks ? (busy.history ?? 0) : 0)),
  };
  return { session: session as unknown as Session, looks: () => seen };
}

describe('between two chunks', () => {
  it('goes on at once where the target has nothing else to do', async () => {
    const { session, looks } = target({}, 0);
    expect(await giveWay(session, undefined)).toBe(false);
    expect(looks()).toBe(1);
  });

  it.each([{ threads: 41 }, { waits: 11 }, { history: 1_000_001 }])('waits while it is busy: %j', async (busy) => {
    const { session, looks } = target(busy, 2);
    expect(await giveWay(session, undefined)).toBe(false);
    expect(looks()).toBe(3);
  });

  it('waits no longer when it has to end', async () => {
    const ending = new AbortController();
    const { session } = target({ threads: 500 }, 1_000);
    setTimeout(() => ending.abort(), 20);
    expect(await giveWay(session, ending.signal)).toBe(false);
  });

  it('pauses as long as it was told, and no longer than to the signal', async () => {
    const ending = new AbortController();
    const began = performance.now();
    setTimeout(() => ending.abort(), 10);
    await pause(5_000, ending.signal);
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
