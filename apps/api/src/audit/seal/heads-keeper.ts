// Carries signed heads from the database to the file outside it, also those that another worker signed or that could not
// be written before.
import type { QueryRunner } from 'typeorm';
import type { AuditHead } from '../audit-head.js';
import { appendHeads, readHeadsFile } from '../heads-file.js';

interface Row {
  readonly sequence: number;
  readonly hash: Buffer;
  readonly signed_at: Date;
  readonly key_id: string;
  readonly signature: Buffer;
}

export class HeadsKeeper {
  private written: number | null = null;

  /** `schema` is the quoted audit schema. */
  constructor(
    private readonly schema: string,
    private readonly file: string,
  ) {}

  async write(runner: QueryRunner): Promise<void> {
    this.written ??= (await readHeadsFile(this.file)).heads.at(-1)?.sequence ?? 0;
    const rows: Row[] = await runner.manager.query(
      `SELECT sequence, hash, signed_at, key_id, signature FROM ${this.schema}.audit_head
        WHERE sequence > ? ORDER BY sequence LIMIT 1000`,
      [this.written],
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    await appendHeads(this.file, rows.map(headOf));
    this.written = last.sequence;
  }
}

export function headOf(row: Row): AuditHead {
  return {
    sequence: row.sequence,
    hash: row.hash.toString('hex'),
    signedAt: row.signed_at.toISOString(),
    keyId: row.key_id,
    signature: row.signature.toString('base64'),
  };
}
