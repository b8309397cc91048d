// The second judge: the row events of the change itself against the rows that its images hold, statement by statement. Both stand in the same
// transaction of the binary log; nothing of the product is asked but which table an image is of.
import { netOf, shownRow, surplus, withoutColumns, withoutSame, type Net } from './net.ts';
import type { RowChange, StatementChanges } from './parse.ts';

export interface Judgement {
  /** Statements whose images and events were compared, and are equal. */
  readonly equal: number;
  /** Differences that have a known cause. */
  readonly explained: readonly string[];
  /** A difference without one. */
  readonly difference: string | null;
}

export interface Told {
  /** Tables by the number in the names of their images, counted from 1. */
  readonly tables: readonly string[];
  /**
   * Children whose rows InnoDB changes by its own foreign keys, of which the binary log knows nothing, with the places of the columns of those
   * keys: a row that such a key has set to NULL is logged as it was then when the statement itself deletes it.
   */
  readonly children: ReadonlyMap<string, ReadonlySet<number>>;
}

const imageName = /^(before|after)_[a-z0-9]+_(\d+)$/;

/** The changes by table. */
function byTable(changes: readonly RowChange[]): Map<string, RowChange[]> {
  const tables = new Map<string, RowChange[]>();
  for (const change of changes) {
    const own = tables.get(change.table) ?? [];
    own.push(change);
    tables.set(change.table, own);
  }
  return tables;
}

/** What the images of one statement say, by table. */
function imagesOf(
  changes: readonly RowChange[],
  { tables }: Told,
  widths: ReadonlyMap<string, number>,
): Map<string, Net> {
  const nets = new Map<string, { before: RowChange[]; after: RowChange[] }>();
  for (const change of changes) {
    const [, kind, number] = imageName.exec(change.table) ?? [];
    const table = tables[Number(number) - 1] ?? `image ${change.table}`;
    const own = nets.get(table) ?? { before: [], after: [] };
    nets.set(table, own);
    own[kind === 'before' ? 'before' : 'after'].push(change);
  }
  // What is left in an image is what it holds: rows that were dropped from it again do not count.
  return new Map(
    [...nets].map(([table, { before, after }]) => {
      const first = before[0] ?? after[0];
      // The statement's number, and in tables without a key what stands in for one, come before the columns.
      const skip = (first?.after ?? first?.before ?? []).length - (widths.get(table) ?? 0);
      const leading = skip === 3 ? 3 : 1;
      const net: Net = { before: netOf(before, leading).after, after: netOf(after, leading).after };
      return [table, withoutSame(net)];
    }),
  );
}

const isEmpty = ({ before, after }: Net): boolean => before.size === 0 && after.size === 0;
const empty: Net = { before: new Map(), after: new Map() };

const unlogged = 'a foreign key changed rows without row events';
const undecoded = "!! Don't know how to handle column type";

function isUndecoded({ before, after }: RowChange): boolean {
  return [before, after].some((row) => row?.some((value) => value.startsWith(undecoded)) === true);
}

/** `transaction`: everything that the execution wrote, its marker and images too. */
export function compareEvents(transaction: readonly StatementChanges[], schema: string, told: Told): Judgement {
  if (transaction.flat().some(isUndecoded)) {
    return { equal: 0, explained: ['mysqlbinlog cannot decode geometries'], difference: null };
  }
  const images = new Map<string, RowChange[]>();
  const events: RowChange[][] = [];
  const widths = new Map<string, number>();
  for (const statement of transaction) {
    const own = statement.filter((change) => change.schema === schema);
    if (own.length > 0) events.push(own);
    for (const { table, before, after } of own) widths.set(table, (after ?? before ?? []).length);
    for (const change of statement) {
      if (change.schema !== 'sluice' || !imageName.test(change.table)) continue;
      const number = (change.after ?? change.before)?.[0] ?? '';
      images.set(number, [...(images.get(number) ?? []), change]);
    }
  }
  const captured = [...images]
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, changes]) => imagesOf(changes, told, widths))
    .filter((tables) => [...tables.values()].some((net) => !isEmpty(net)));
  const happened = events
    .map((changes) => new Map([...byTable(changes)].map(([table, own]) => [table, withoutSame(netOf(own))])))
    .filter((tables) => [...tables.values()].some((net) => !isEmpty(net)));
  const explained: string[] = [];
  let equal = 0;
  for (let i = 0; i < Math.max(captured.length, happened.length); i += 1) {
    const [kept, seen] = [captured[i] ?? new Map<string, Net>(), happened[i] ?? new Map<string, Net>()];
    const causes: string[] = [];
    for (const table of new Set([...kept.keys(), ...seen.keys()])) {
      const [image, event] = [kept.get(table) ?? empty, seen.get(table) ?? empty];
      const difference = differenceOf(image, event);
      if (difference === null) continue;
      const places = told.children.get(table);
      const cause = places !== undefined && isWithin(event, image, places) ? unlogged : null;
      if (cause === null)
        return { equal, explained, difference: `statement ${String(i + 1)}, ${table}: ${difference}` };
      causes.push(cause);
    }
    if (causes.length === 0) equal += 1;
    explained.push(...new Set(causes));
  }
  return { equal, explained, difference: null };
}

/** Each row that the log tells of is in the image too, but for the columns at `places`. */
function isWithin(event: Net, image: Net, places: ReadonlySet<number>): boolean {
  return (['before', 'after'] as const).every(
    (side) => surplus(withoutColumns(event[side], places), withoutColumns(image[side], places)).length === 0,
  );
}

const shown = 3;

function differenceOf(image: Net, event: Net): string | null {
  const parts = (['before', 'after'] as const).flatMap((side) => [
    ...surplus(image[side], event[side])
      .slice(0, shown)
      .map((row) => `${side}: in the image only ${shownRow(row)}`),
    ...surplus(event[side], image[side])
      .slice(0, shown)
      .map((row) => `${side}: in the binary log only ${shownRow(row)}`),
  ]);
  return parts.length === 0 ? null : parts.join('; ');
}
