import type { ConflictChoice } from '@sluice/contracts';
import { isByContent } from '../by-content/content.js';
import type { ImageSet } from './image-set.js';

/** Conflicts that overwriting does not settle: something else stands in the way, or nobody can tell which row became what. */
export function countObstacles({ table, names }: ImageSet): string {
  const kinds = isByContent(table) ? 'IS NOT NULL' : "IN ('unique-taken', 'child-added', 'parent-missing')";
  return `SELECT COUNT(*) FROM ${names.undo} WHERE conflict ${kinds}`;
}

/**
 * What one can choose where there are conflicts, `obstacles` of them as `countObstacles` counts; any other choice would end in conflicts again. Rows
 * that moved go back together or not at all: which belong together is not kept.
 */
export function conflictChoices(sets: readonly Pick<ImageSet, 'movesKeys'>[], obstacles: number): ConflictChoice[] {
  const skips = sets.every(({ movesKeys }) => !movesKeys);
  return ['stop', ...(skips ? (['skip'] as const) : []), ...(obstacles === 0 ? (['overwrite'] as const) : [])];
}
