import { LateIds } from './late-ids.js';

describe('ids that may still come', () => {
  it('awaits what was passed over, until it comes', () => {
    const ids = new LateIds(10, 1_000, 100);
    ids.seen(11, 0);
    expect(ids.awaited).toEqual([]);
    ids.seen(14, 0);
    expect([ids.highest, ids.awaited]).toEqual([14, [12, 13]]);
    ids.seen(12, 5);
    expect([ids.highest, ids.awaited]).toEqual([14, [13]]);
  });

  it('gives up a gap when its transaction is surely over', () => {
    const ids = new LateIds(0, 1_000, 100);
    ids.seen(2, 0);
    ids.seen(5, 600);
    ids.forgetOld(1_001);
    expect(ids.awaited).toEqual([3, 4]);
  });

  it('stays bounded however large a gap is', () => {
    const ids = new LateIds(0, 1_000, 100);
    ids.seen(1_000_000, 0);
    ids.seen(2_000_000, 0);
    ids.forgetOld(0);
    expect(ids.awaited.length).toBeLessThanOrEqual(100);
    expect(ids.awaited.at(-1)).toBe(1_999_999);
  });
});
