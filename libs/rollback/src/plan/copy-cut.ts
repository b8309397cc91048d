// The cuts by which an UPDATE that moves keys is run on copies of its rows. What it makes of the copies is compared with what became of the rows
// themselves before COMMIT, so a cut in the wrong place aborts the change and saves nothing wrong.
import type { PlannedStatement } from '@sluice/contracts';
import type { UpdateSlice } from '@sluice/sql';
import { targetName, type StatementTarget } from './targets.js';
import { withoutSchema } from './without-schema.js';

type Capture = NonNullable<PlannedStatement['capture']>;

/** Of one table its SET list alone; of joined ones also their references, with a place for each copy, and the tail. */
export function copyCut(
  slice: UpdateSlice,
  targets: readonly StatementTarget[],
): Pick<Capture, 'set' | 'copyRefs' | 'copyTail'> {
  const names = targets.flatMap(({ of }) => of);
  const set = withoutSchema(slice, slice.setList, names);
  if (!slice.multiTable) return { set };
  return {
    set,
    copyRefs: refsOfCopies(slice, targets, names),
    copyTail: slice.tail ? withoutSchema(slice, slice.tail, names) : '',
  };
}

function refsOfCopies(
  slice: UpdateSlice,
  targets: readonly StatementTarget[],
  names: readonly string[],
): NonNullable<Capture['copyRefs']> {
  const parts: NonNullable<Capture['copyRefs']> = [];
  let at = slice.refs.start;
  for (const reference of slice.tables) {
    const of = targetName(reference);
    const target = targets.find((one) => one.of.includes(of));
    if (!target) continue;
    parts.push(withoutSchema(slice, { start: at, end: reference.range.start }, names));
    parts.push({ schema: target.table.schema, table: target.table.table, of });
    at = reference.range.end;
  }
  return [...parts, withoutSchema(slice, { start: at, end: slice.refs.end }, names)];
}
