// What stands in the way of an undo, chunk by chunk, so that no list on the target is longer than a chunk. A look: it locks nothing.
import { createHash } from 'node:crypto';
import { countConflicts, type ImageSet } from '@sluice/rollback';
import type { Session } from '../connect/session.js';
import { chunkBefore } from '../run/chunks/chain.js';
import { digestConflicts, markConflicts } from './mark-conflicts.js';
import { emptyWorklists, fillWorklists } from './worklists.js';

export interface SeenChunk {
  readonly chunk: number;
  /** Its worklists are filled and marked while it is looked at. */
  readonly sets: readonly ImageSet[];
  readonly conflicts: number;
  digest(): Promise<string>;
}

/** The last chunk first. The worklists are there, and are left with the first chunk's rows. */
export async function* conflictsByChunk(
  session: Session,
  execution: string,
  sets: readonly ImageSet[],
): AsyncIterable<SeenChunk> {
  for await (const own of filledByChunk(session, execution, sets)) {
    await markConflicts(session, own.sets);
    let conflicts = 0;
    for (const set of own.sets) conflicts += await session.count(countConflicts(set));
    yield { ...own, conflicts, digest: () => digestConflicts(session, own.sets, false) };
  }
}

/** The worklists with the rows of one chunk after another. */
export async function* filledByChunk(
  session: Session,
  execution: string,
  sets: readonly ImageSet[],
): AsyncIterable<Pick<SeenChunk, 'chunk' | 'sets'>> {
  for (let at: number | null = null; ;) {
    const chunk: number | null = await chunkBefore(session, execution, at);
    if (chunk === null) return;
    at = chunk;
    const own = sets.map((set) => ({ ...set, chunk }));
    await emptyWorklists(session, own);
    await fillWorklists(session, own);
    yield { chunk, sets: own };
  }
}

/** Of the digests of those chunks that have conflicts. */
export function digestOfChunks(seen: Readonly<Record<string, string>>): string {
  const digest = createHash('sha256');
  for (const [chunk, own] of Object.entries(seen)) digest.update(`${chunk} ${own}\n`);
  return digest.digest('hex');
}
