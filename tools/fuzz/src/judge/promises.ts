// Whether a run kept what its verdict said.
import type { RequestView } from '@sluice/contracts';
import type { Connection } from 'mysql2/promise';
import type { Portal } from '../portal/portal.ts';
import { masked, type Mask } from './mask.ts';
import { wrong, type Outcome } from './outcome.ts';
import type { Expected } from './plain.ts';
import { describeDifferences, differences, snapshot, type Content } from './snapshot.ts';

interface Place {
  readonly admin: Connection;
  readonly schema: string;
}

/** Verdict `none`: it did what it says, nothing is kept of it, and nobody is offered a way back. */
export async function withoutWayBack(
  { admin, schema }: Place,
  portal: Portal,
  ran: RequestView,
  should: Expected | null,
): Promise<Outcome | undefined> {
  if (should !== null) {
    const now = await snapshot(admin, schema);
    const found = differences(masked(should.content, should.mask), masked(now, should.mask));
    if (found.length > 0) return wrong('a run without a way back did something else', describeDifferences(found));
  }
  if (ran.imagesUntil !== null) return wrong('a run without a way back keeps images', ran.imagesUntil);
  const undone = await portal.rollBack(ran.id);
  return 'refused' in undone ? undefined : wrong('a way back was offered without a promise', undone.status);
}

export interface Promised {
  readonly promise: 'exact' | 'partial';
  readonly reasons: string;
  readonly expected: Content;
  readonly hadWriters: boolean;
}

/** Verdict `exact` or `partial`: it comes back as far as it was promised, or stops without effect at what others did. */
export async function rollBack(
  { admin, schema }: Place,
  portal: Portal,
  ran: RequestView,
  promised: Promised,
): Promise<Outcome> {
  const { promise, reasons, expected, hadWriters } = promised;
  const after = await snapshot(admin, schema);
  const undone = await portal.rollBack(ran.id);
  if ('refused' in undone) return wrong(`promised ${promise}, but a rollback is refused`, undone.refused);
  const now = await snapshot(admin, schema);
  const failure = undone.executions[0]?.failure ?? null;
  if (undone.status !== 'closed') {
    const effect = differences(after, now);
    if (effect.length > 0)
      return wrong(
        `an aborted rollback (${failure?.code ?? undone.status}) left an effect`,
        describeDifferences(effect),
      );
    if (failure?.code === 'conflicts' && hadWriters) return { kind: 'conflict' };
    if (promise === 'partial')
      return { kind: 'partial', reason: `${reasons}; rollback ${failure?.code ?? undone.status}`, differs: true };
    return wrong(
      `promised exact, but the rollback ended ${undone.status} (${failure?.code ?? 'no reason'})`,
      JSON.stringify([failure, undone.executions]),
    );
  }
  const found = differences(expected, now);
  if (promise === 'partial') {
    const mask = inexactColumns(ran);
    const beyond = differences(masked(expected, mask), masked(now, mask));
    if (beyond.length > 0) return wrong('differs in more than the verdict names', describeDifferences(beyond));
    return { kind: 'partial', reason: reasons, differs: found.length > 0 };
  }
  if (found.length > 0) return wrong('the rollback is not exact', describeDifferences(found));
  return { kind: 'exact' };
}

/** What a verdict `partial` leaves open: the columns that its reasons name, or the tables where they name no column. */
function inexactColumns({ revision }: RequestView): Mask {
  const reasons = [
    ...(revision.plan?.reasons ?? []),
    ...(revision.plan?.statements ?? []).flatMap((statement) => statement.reasons),
  ];
  const bare = (label: unknown): string => String(label).replace(/^.*?\./, '');
  return new Set(
    reasons
      .filter(({ params }) => params['table'] !== undefined)
      .map(({ params }) => `${bare(params['table'])}.${'column' in params ? String(params['column']) : '*'}`),
  );
}
