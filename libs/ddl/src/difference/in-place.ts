/** A longest part of `now` that stands in the order of `then`: what need not be moved. Of the entries of `now`, all are in `then`. */
export function inPlace(now: readonly string[], then: readonly string[]): ReadonlySet<string> {
  const place = new Map(then.map((name, i) => [name, i]));
  const at = now.map((name) => place.get(name) ?? -1);
  const length: number[] = [];
  const previous: number[] = [];
  let best = -1;
  for (let i = 0; i < at.length; i++) {
    length[i] = 1;
    previous[i] = -1;
    for (let j = 0; j < i; j++) {
      if ((at[j] ?? 0) < (at[i] ?? 0) && (length[j] ?? 0) + 1 > (length[i] ?? 0)) {
        length[i] = (length[j] ?? 0) + 1;
        previous[i] = j;
      }
    }
    if (best === -1 || (length[i] ?? 0) > (length[best] ?? 0)) best = i;
  }
  const stays = new Set<string>();
  for (let i = best; i !== -1; i = previous[i] ?? -1) stays.add(now[i] ?? '');
  return stays;
}
