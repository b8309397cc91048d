import type { Slice } from '@sluice/sql';
import { updatedColumns } from '../conditions/subject.js';
import type { StatementTarget } from '../plan/targets.js';
import type { TriggerEffects } from '../triggers/effects.js';
import { changedColumns, type ReachStart } from './reach.js';

/** What the statement does to its own tables, as far as foreign keys follow it. REPLACE takes a referenced row away and makes it anew. */
export function reachStarts(
  slice: Slice,
  targets: readonly StatementTarget[],
  { setIn }: Pick<TriggerEffects, 'setIn'>,
): ReachStart[] {
  return targets.flatMap(({ table, assigned }): ReachStart[] => {
    switch (slice.kind) {
      case 'DELETE':
      case 'REPLACE':
        return [{ table, deletes: true, columns: [] }];
      case 'UPDATE':
        return [{ table, deletes: false, columns: changedColumns(table, [...assigned, ...setIn(table)]) }];
      case 'INSERT':
        return slice.onDuplicate
          ? [{ table, deletes: false, columns: changedColumns(table, [...updatedColumns(slice), ...setIn(table)]) }]
          : [];
    }
  });
}
