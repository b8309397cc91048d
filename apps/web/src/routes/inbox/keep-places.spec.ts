import { keepPlaces } from './keep-places';

const row = (id: number, text = '') => ({ id, text });
const known = (...ids: number[]) => new Map(ids.map((id) => [id, row(id)]));
const ids = (rows: readonly { id: number }[]) => rows.map(({ id }) => id);

test('the first list is shown as it comes', () => {
  expect(keepPlaces([], new Map(), [row(3), row(2)])).toEqual({ shown: [row(3), row(2)], arrived: 0, left: [] });
});

test('a row that left keeps its place, as it was last seen', () => {
  const kept = keepPlaces([3, 2, 1], known(3, 2, 1), [row(3), row(1, 'new')]);
  expect(kept.shown).toEqual([row(3), row(2), row(1, 'new')]);
  expect(kept.left).toEqual([2]);
});

test('a row that arrived waits, whatever its place', () => {
  const kept = keepPlaces([3, 1], known(3, 1), [row(4), row(3), row(2), row(1)]);
  expect(ids(kept.shown)).toEqual([3, 1]);
  expect(kept.arrived).toBe(2);
});

test('an older page that was asked for follows at the end', () => {
  const kept = keepPlaces([3, 2], known(3, 2), [row(3), row(2), row(1), row(0)]);
  expect(ids(kept.shown)).toEqual([3, 2, 1, 0]);
  expect(kept.arrived).toBe(0);
});

test('a row that arrives where the list is empty is shown at once', () => {
  expect(keepPlaces([], new Map(), [row(5)])).toEqual({ shown: [row(5)], arrived: 0, left: [] });
});

test('when every shown row has left, new ones follow them at once', () => {
  const kept = keepPlaces([3], known(3), [row(5)]);
  expect(ids(kept.shown)).toEqual([3, 5]);
  expect(kept.arrived).toBe(0);
});
