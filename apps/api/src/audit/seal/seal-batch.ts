// Gives sequence and hash to entries that have none, in the order in which they are found. An id says nothing about the
// order of commits: an entry that commits late with a lower id is found by a later batch and sealed then.
import type { QueryRunner } from 'typeorm';
import type { AuditKeys } from '../../config/audit-keys.js';
import { signHead, type AuditHead } from '../audit-head.js';
import { entryHash, genesisHash } from '../canonical-entry.js';
import { storedEntryColumns, type StoredEntryRow } from '../stored-entries.js';

export interface SealOrder {
  /** Quoted. */
  readonly schema: string;
  readonly keys: AuditKeys;
  readonly now: Date;
  /** Entries with this id or a lower one are known to be sealed, so they are not looked at again. */
  readonly above: number;
}

export interface SealedBatch {
  readonly head: AuditHead;
  readonly sealed: number;
}

export const batchSize = 500;

/** Seals up to `batchSize` entries and signs the new head, in one transaction; null when there was nothing to seal. */
export async function sealBatch(runner: QueryRunner, order: SealOrder): Promise<SealedBatch | null> {
  const { schema } = order;
  await runner.startTransaction('READ COMMITTED');
  try {
    const entries: StoredEntryRow[] = await runner.manager.query(
      `SELECT ${storedEntryColumns}
         FROM ${schema}.audit_entry e LEFT JOIN ${schema}.audit_seal s ON s.entry_id = e.id
        WHERE e.id > ? AND s.entry_id IS NULL ORDER BY e.id LIMIT ${batchSize}`,
      [order.above],
    );
    const batch = entries.length === 0 ? null : await sealEntries(runner, order, entries);
    await runner.commitTransaction();
    return batch;
  } catch (error) {
    // The connection may be gone; what matters is the first error.
    await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  }
}

async function sealEntries(
  runner: QueryRunner,
  { schema, keys, now }: SealOrder,
  entries: readonly StoredEntryRow[],
): Promise<SealedBatch> {
  const [last] = await runner.manager.query<{ sequence: number; hash: Buffer }[]>(
    `SELECT sequence, hash FROM ${schema}.audit_seal ORDER BY sequence DESC LIMIT 1`,
  );
  let sequence = last?.sequence ?? 0;
  let hash: Buffer = last?.hash ?? genesisHash;
  const seals: [number, number, Buffer][] = [];
  for (const entry of entries) {
    sequence += 1;
    hash = entryHash(hash, sequence, entry);
    seals.push([sequence, entry.id, hash]);
  }
  await runner.query(
    `INSERT INTO ${schema}.audit_seal (sequence, entry_id, hash) VALUES ${seals.map(() => '(?, ?, ?)').join(', ')}`,
    seals.flat(),
  );
  const head = signHead(keys, sequence, hash, now);
  await runner.query(
    `INSERT INTO ${schema}.audit_head (sequence, hash, signed_at, key_id, signature) VALUES (?, ?, ?, ?, ?)`,
    [sequence, hash, now, head.keyId, Buffer.from(head.signature, 'base64')],
  );
  return { head, sealed: entries.length };
}
