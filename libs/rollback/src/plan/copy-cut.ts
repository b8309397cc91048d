// The cuts by which an UPDATE that moves keys is run on copies of its rows. What it makes of the copies is compared with what became of the rows
// themselves before COMMIT, so a cut in the wrong place aborts the change and saves nothing wrong.
import type { PlannedStatement } from '@sluice/contracts';
import { decodeIdentifier, type Range, type UpdateSlice } from '@sluice/sql';
import { targetName, type StatementTarget } from './targets.js';

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

/** `shop.t.a` as `t.a`: a copy stands in no schema of the text. */
function withoutSchema({ statement }: UpdateSlice, { start, end }: Range, names: readonly string[]): string {
  const tokens = statement.tokens.filter(
    (token) => token.start >= start && token.end <= end && token.kind !== 'space' && token.kind !== 'comment',
  );
  const called = names.map((name) => decodeIdentifier(name).toLowerCase());
  let text = '';
  let at = start;
  tokens.forEach((token, i) => {
    const [point, table, second] = [tokens[i + 1], tokens[i + 2], tokens[i + 3]];
    if (token.text === '.' || point?.text !== '.' || second?.text !== '.' || tokens[i - 1]?.text === '.') return;
    if (!table || !called.includes(decodeIdentifier(table.text).toLowerCase())) return;
    text += statement.expanded.slice(at, token.start);
    at = table.start;
  });
  return text + statement.expanded.slice(at, end);
}
