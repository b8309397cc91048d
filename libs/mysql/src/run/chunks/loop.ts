// Chunk after chunk, of a change as of an undo: adaptive size, a few tries where only the moment was wrong, a way out between any two.
import { classifyError } from '../../connect/classify-error.js';
import type { Session } from '../../connect/session.js';
import { TargetError } from '../../connect/target-error.js';
import type { ChangedRows, ChunkJournal, Limits, MarkerKey, RunResult } from '../../types.js';
import type { Progress } from '../marker.js';
import type { Transact, Worked } from '../transaction.js';
import { firstSize, nextSize, smallerSize } from './chunk-size.js';
import { giveWay, pause } from './give-way.js';

/** Of one chunk; then the attempt ends, and the next one is the caller's. */
const triesEach = 5;

export interface Step {
  /** In the transaction of chunk `number`. */
  work(number: number): Promise<Worked>;
}

export interface Chunks {
  /** The number of the first chunk of this attempt. */
  readonly first: number;
  readonly progress: Progress;
  /** No chunk was committed by an attempt before. */
  readonly isFresh: boolean;
  step(before: Progress, size: number): Promise<Step>;
  /** Before each chunk: temporary tables as they must be. */
  mend(): Promise<void>;
  result(progress: Progress): ChangedRows[];
}

interface LoopOrder {
  readonly key: MarkerKey;
  readonly limits?: Limits | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly journal?: ChunkJournal | undefined;
}

/** @throws TargetError only where the outcome of a chunk is not known, or nothing at all was committed */
export async function runLoop(
  session: Session,
  transact: Transact,
  { key, limits, signal, journal }: LoopOrder,
  chunks: Chunks,
): Promise<RunResult> {
  let { progress } = chunks;
  let hasCommitted = !chunks.isFresh;
  let size = firstSize;
  let tries = 0;
  for (let number = chunks.first; !progress.done;) {
    try {
      await chunks.mend();
      const began = performance.now();
      const step = await chunks.step(progress, Math.min(size, limits?.chunkRows ?? size));
      const worked = await transact({ execution: key.execution, chunk: number }, () => step.work(number));
      const milliseconds = Math.round(performance.now() - began);
      progress = worked.progress ?? progress;
      hasCommitted = true;
      tries = 0;
      const [changed] = worked.changed;
      const rows = changed?.rows ?? 0;
      const { counted = null } = progress;
      const done = { number, rows, matched: changed?.matched ?? rows, milliseconds, counted };
      const told = journal ? await journal(done) : 'go-on';
      number++;
      if (progress.done) break;
      if (told === 'stop') throw new TargetError({ code: 'stopped', params: {} });
      if (signal?.aborted) throw cancelled();
      size = (await giveWay(session, signal)) ? firstSize : nextSize(size, milliseconds);
    } catch (error) {
      const why = classifyError(error);
      if (why.outcome === 'unknown') throw why;
      const momentary = (why.retryable && why.failure.code !== 'cancelled') || why.failure.code === 'statement-timeout';
      if (momentary && tries < triesEach && !signal?.aborted) {
        tries++;
        size = smallerSize(size);
        await pause(50 * 2 ** tries, signal);
        continue;
      }
      if (!hasCommitted) throw why;
      const { failure, retryable } = why;
      return { outcome: 'half', changed: chunks.result(progress), skipped: progress.skipped, failure, retryable };
    }
  }
  return { outcome: 'effect', changed: chunks.result(progress), skipped: progress.skipped };
}

function cancelled(): TargetError {
  return new TargetError({ code: 'cancelled', params: {} }, 'no-effect', true);
}
