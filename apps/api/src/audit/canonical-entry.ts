// The bytes of an audit entry that are hashed: one encoding, versioned, so that a verifier of later years still knows it.
import { createHash } from 'node:crypto';
import type { CodeParams } from '@sluice/contracts';

/** An entry as it lies in the table; `recordedAt` is `YYYY-MM-DD hh:mm:ss.ffffff` (UTC), `params` the stored text. */
export interface StoredEntry {
  readonly id: number;
  readonly recordedAt: string;
  readonly actorId: number | null;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: number;
  readonly params: string;
}

/** Hash before the first entry. */
export const genesisHash = Buffer.alloc(32);

/** JSON with sorted keys; stored as text, because a JSON column would reorder and renumber it. */
export function canonicalParams(params: CodeParams): string {
  return JSON.stringify(Object.fromEntries(Object.entries(params).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))));
}

/** SHA-256 over the version, the previous hash, the sequence and every field of the entry. */
export function entryHash(previous: Buffer, sequence: number, entry: StoredEntry): Buffer {
  const fields = [
    'sluice-audit-1',
    previous.toString('hex'),
    sequence,
    entry.id,
    entry.recordedAt,
    entry.actorId,
    entry.action,
    entry.subjectType,
    entry.subjectId,
    entry.params,
  ];
  return createHash('sha256').update(JSON.stringify(fields), 'utf8').digest();
}
