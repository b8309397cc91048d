import { firstSize, nextSize, smallerSize } from './chunk-size.js';

describe('the size of the next chunk', () => {
  it.each([
    ['stays where a chunk took what it should', 2_000, 200, 2_000],
    ['shrinks at once to what fits', 2_000, 800, 500],
    ['grows at most twofold', 2_000, 10, 4_000],
    ['never falls below the smallest', 100, 60_000, 50],
    ['never grows above the largest', 80_000, 1, 100_000],
    ['takes no time for the shortest one', 1_000, 0, 2_000],
  ])('%s', (_, size, milliseconds, expected) => {
    expect(nextSize(size, milliseconds)).toBe(expected);
  });

  it('comes to 200 ms within a few chunks, whatever a row costs', () => {
    for (const microseconds of [2, 20, 200, 4_000]) {
      let size = firstSize;
      for (let chunk = 0; chunk < 12; chunk++) size = nextSize(size, (size * microseconds) / 1_000);
      const milliseconds = (size * microseconds) / 1_000;
      expect(milliseconds).toBeGreaterThanOrEqual(microseconds === 2 ? 199 : 190);
      expect(milliseconds).toBeLessThanOrEqual(210);
    }
  });

  it('is a quarter after a failure', () => {
    expect(smallerSize(4_000)).toBe(1_000);
    expect(smallerSize(60)).toBe(50);
  });
});
