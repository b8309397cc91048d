// How many rows the next chunk takes: as many as probably take 200 ms, so that nobody waits long for a lock and replicas keep up.

export const firstSize = 1_000;
const aimMs = 200;
const smallest = 50;
const largest = 100_000;

/** After a chunk of `size` rows took `milliseconds`. It grows at most twofold, since the next rows may be heavier; it shrinks at once. */
export function nextSize(size: number, milliseconds: number): number {
  const fitting = (size * aimMs) / Math.max(milliseconds, 1);
  return clamp(Math.min(fitting, size * 2));
}

/** After a chunk that failed for a deadlock, a lock or its time: fewer rows meet fewer others. */
export function smallerSize(size: number): number {
  return clamp(size / 4);
}

function clamp(size: number): number {
  return Math.min(largest, Math.max(smallest, Math.round(size)));
}
