// What became of an execution whose connection was lost. The target itself is asked, by a locking read on a new connection.
import { openSession, type Session } from '../connect/session.js';
import { classifyError } from '../connect/classify-error.js';
import { TargetError } from '../connect/target-error.js';
import { listChunks, readChain } from '../run/chunks/chain.js';
import { readMarker, writeMarker, type Marker } from '../run/marker.js';
import { withSluiceSchema } from '../setup/sluice-schema.js';
import type { MarkerKey, MarkerOutcome, Target } from '../types.js';

/**
 * A lock timeout means unknown, never absent: the first attempt still runs. `fence` writes a tombstone where the marker is absent, so that a
 * worker who was only paused can't run it any more; without it `absent` holds for this moment. `inChunks`: the same of the next chunk.
 */
export async function readOutcome(
  target: Target,
  key: MarkerKey,
  options: { readonly fence?: boolean; readonly waitSeconds?: number; readonly inChunks?: boolean } = {},
): Promise<MarkerOutcome> {
  let session: Session | undefined;
  try {
    session = await openSession({ ...target, schema: null });
    const opened = session;
    const wait = String(options.waitSeconds ?? 5);
    await opened.run(`SET SESSION innodb_lock_wait_timeout = ${wait}, SESSION lock_wait_timeout = ${wait}`);
    if (options.inChunks) return await withSluiceSchema(opened, () => readChunks(opened, key, options.fence ?? false));
    if (options.fence) return await withSluiceSchema(opened, () => fence(opened, key));
    return outcomeOf(await readMarker(opened, key, true));
  } catch (error) {
    return notAnswered(classifyError(error));
  } finally {
    await session?.close();
  }
}

/** The insert waits for a run that is going on, as the locking read does. */
async function fence(session: Session, key: MarkerKey): Promise<MarkerOutcome> {
  try {
    await writeMarker(session, key, '', 'fenced');
    return { outcome: 'absent' };
  } catch (error) {
    if (!(error instanceof TargetError) || error.failure.code !== 'marker-exists') throw error;
    return outcomeOf(await readMarker(session, key, true));
  }
}

/** More are not told one by one: a run of them takes more than five hours. */
const mostChunks = 100_000;

/** Waits for the chunk that is going on. The fence takes the number of the next one; whoever goes on afterwards takes a later one. */
async function readChunks(session: Session, key: MarkerKey, fenced: boolean): Promise<MarkerOutcome> {
  for (;;) {
    const { next, progress } = await readChain(session, key.execution, true);
    if (fenced && !progress?.done) {
      try {
        await writeMarker(session, { ...key, chunk: next }, '', 'fenced');
      } catch (error) {
        // Committed in this very moment: look again.
        if (!(error instanceof TargetError) || error.failure.code !== 'marker-exists') throw error;
        continue;
      }
    }
    if (!progress) return { outcome: 'absent' };
    const { rows, matched, skipped, done } = progress;
    const changed = [{ statement: 1, rows, ...(matched === rows ? {} : { matched }) }];
    const chunks = await listChunks(session, key.execution, 0, mostChunks);
    return { outcome: done ? 'effect' : 'half', changed, skipped, chunks };
  }
}

function outcomeOf(marker: Marker | undefined): MarkerOutcome {
  if (!marker || marker.state === 'fenced') return { outcome: 'absent' };
  return { outcome: 'effect', changed: marker.changed, skipped: marker.skipped };
}

function notAnswered(error: TargetError): MarkerOutcome {
  // Neither schema nor table: nothing ever ran here.
  if (error.errno === 1049 || error.errno === 1146) return { outcome: 'absent' };
  if (error.failure.code === 'lock-wait-timeout') {
    return { outcome: 'unknown', failure: { code: 'marker-locked', params: {} } };
  }
  return { outcome: 'unknown', failure: error.failure };
}
