// Live rows keep their place: a row that left the list stays where it was until the reader lets the list sort again, and
// a row that arrived waits behind a button.
export interface Kept<Row> {
  readonly shown: readonly Row[];
  readonly arrived: number;
  /** Shown, but no longer in the list. */
  readonly left: readonly number[];
}

/** `order`: the ids shown so far, in place; `last`: each row as it was last seen. */
export function keepPlaces<Row extends { readonly id: number }>(
  order: readonly number[],
  last: ReadonlyMap<number, Row>,
  incoming: readonly Row[],
): Kept<Row> {
  const present = new Map(incoming.map((row) => [row.id, row]));
  const known = new Set(order);
  // What follows the last known row is an older page that one asked for, not an arrival.
  const lastKnown = incoming.findLastIndex((row) => known.has(row.id));
  // Where nothing that is shown is in the list any more, whatever comes can follow it without moving anything.
  const appended = incoming.slice(lastKnown + 1);
  const shown = order.flatMap((id) => {
    const row = present.get(id) ?? last.get(id);
    return row ? [row] : [];
  });
  const shownIds = new Set([...order, ...appended.map((row) => row.id)]);
  return {
    shown: [...shown, ...appended],
    arrived: incoming.filter((row) => !shownIds.has(row.id)).length,
    left: order.filter((id) => !present.has(id)),
  };
}
