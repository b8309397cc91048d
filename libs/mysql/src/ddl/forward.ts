// A statement run on the clone by the gentlest way that the server takes.
import type { StructureWay } from '@sluice/contracts';
import { inSchema, withWay, type StructureStatement } from '@sluice/ddl';
import { TargetError } from '../connect/target-error.js';
import type { Clone } from './clone.js';

type Way = Pick<StructureWay, 'algorithm' | 'lock' | 'reason'>;

export interface Forward {
  /** The text that runs on the target: as filed, perhaps with the way said. */
  readonly run: string;
  readonly way: Way;
}

/** INSTANT takes no LOCK. The last one is what the server does when nothing is said. */
const ways = [
  { text: 'ALGORITHM=INSTANT', algorithm: 'instant', lock: 'none' },
  { text: 'ALGORITHM=INPLACE, LOCK=NONE', algorithm: 'inplace', lock: 'none' },
  { text: 'ALGORITHM=INPLACE, LOCK=SHARED', algorithm: 'inplace', lock: 'shared' },
] as const;

/** ER_ALTER_OPERATION_NOT_SUPPORTED, …_REASON: asked for a way that this statement can't go. Nothing happened. */
const notThisWay = new Set([1845, 1846]);

/** @throws TargetError where no way goes */
export async function forward(clone: Clone, structure: StructureStatement): Promise<Forward> {
  let reason: string | null = null;
  for (const { text, algorithm, lock } of ways) {
    const run = withWay(structure, text, undefined);
    const there = withWay(structure, text, clone.schema);
    if (run === undefined || there === undefined) break;
    try {
      await clone.session.run(there);
      return { run, way: { algorithm, lock, reason } };
    } catch (error) {
      if (!(error instanceof TargetError) || !notThisWay.has(error.errno ?? 0)) throw error;
      reason = reasonOf(error) ?? reason;
    }
  }
  await clone.session.run(inSchema(structure, clone.schema));
  return { run: structure.statement.text, way: { ...statedWay(structure), reason } };
}

/** `… is not supported. Reason: Cannot change column type INPLACE. Try ALGORITHM=COPY.` */
function reasonOf({ failure }: TargetError): string | null {
  const [, reason] = /Reason: (.*?)\. Try /.exec(String(failure.params['message'] ?? '')) ?? [];
  return reason ?? null;
}

/** What the text says itself, or what kind of statement it is. */
function statedWay({ operation, clauses, statement }: StructureStatement): Pick<Way, 'algorithm' | 'lock'> {
  if (operation !== 'alter-table' && operation !== 'create-index' && operation !== 'drop-index') {
    return { algorithm: 'definition', lock: 'exclusive' };
  }
  const isPartition = clauses.some(({ kind }) => kind.endsWith('-partition') || kind === 'partition-maintenance');
  const [, algorithm] = /\bALGORITHM\s*=?\s*(INSTANT|INPLACE|COPY)\b/i.exec(statement.expanded) ?? [];
  const [, lock] = /\bLOCK\s*=?\s*(NONE|SHARED|EXCLUSIVE)\b/i.exec(statement.expanded) ?? [];
  const way = algorithm?.toLowerCase() as Way['algorithm'] | undefined;
  return {
    algorithm: way ?? (isPartition ? 'inplace' : 'copy'),
    lock: (lock?.toLowerCase() as Way['lock'] | undefined) ?? (way === 'instant' ? 'none' : 'shared'),
  };
}
