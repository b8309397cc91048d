// Reads the whole chain and the heads, and checks them.
import type { DataSource } from 'typeorm';
import type { AppConfig } from '../../config/app-config.js';
import { auditSchema } from '../../database/audit-schema.js';
import { readHeadsFile } from '../heads-file.js';
import { headOf } from '../seal/heads-keeper.js';
import { storedEntryColumns, type StoredEntryRow } from '../stored-entries.js';
import { ChainCheck, type SealedEntry } from './chain-check.js';

type SealRow = Omit<SealedEntry, 'entry'> & { readonly [Field in keyof StoredEntryRow]: StoredEntryRow[Field] | null };

const page = 2_000;
/** The sealer needs a second; what is unsealed for longer was kept from it. */
const unsealedMs = 60_000;

export async function verifyAudit(dataSource: DataSource, config: AppConfig, now: Date): Promise<ChainCheck> {
  const schema = auditSchema(config);
  const file = await readHeadsFile(config.auditHeadsFile);
  const stored = await dataSource.query<Parameters<typeof headOf>[0][]>(
    `SELECT sequence, hash, signed_at, key_id, signature FROM ${schema}.audit_head ORDER BY sequence`,
  );
  const check = new ChainCheck(config.auditKeys, { filed: file.heads, stored: stored.map(headOf) });
  for (let line = 0; line < file.damaged; line += 1) check.found.push({ code: 'heads-file-damaged', at: line + 1 });
  if (file.heads.length === 0 && stored.length > 0) check.found.push({ code: 'heads-file-damaged', at: 0 });

  for (let after = 0; ;) {
    const rows = await dataSource.query<SealRow[]>(
      `SELECT s.sequence, s.entry_id AS entryId, s.hash, ${storedEntryColumns}
         FROM ${schema}.audit_seal s LEFT JOIN ${schema}.audit_entry e ON e.id = s.entry_id
        WHERE s.sequence > ? ORDER BY s.sequence LIMIT ${page}`,
      [after],
    );
    for (const row of rows) check.next(sealedEntry(row));
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.sequence;
  }

  const notSealed = await dataSource.query<{ id: number }[]>(
    `SELECT e.id FROM ${schema}.audit_entry e LEFT JOIN ${schema}.audit_seal s ON s.entry_id = e.id
      WHERE s.entry_id IS NULL AND e.recorded_at < ? ORDER BY e.id LIMIT 1000`,
    [new Date(now.getTime() - unsealedMs)],
  );
  check.end(notSealed.map(({ id }) => id));
  return check;
}

function sealedEntry({ sequence, entryId, hash, ...entry }: SealRow): SealedEntry {
  return { sequence, entryId, hash, entry: entry.id === null ? null : (entry as StoredEntryRow) };
}
