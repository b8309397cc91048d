// Requests that carry an idempotency key, and their answers, in the portal database.
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CLOCK, type Clock } from '../clock/clock.js';
import { isDuplicateKey } from '../database/database-error.js';
import { ProblemError } from './problem-error.js';

export interface StoredAnswer {
  readonly status: number;
  readonly body: unknown;
}

interface Key {
  readonly accountId: number;
  readonly key: string;
}

const keptMs = 24 * 60 * 60_000;
const purgeBatch = 1_000;

@Injectable()
export class IdempotencyStore {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** null: the key is new and now ours. @throws ProblemError `idempotency-reused`, `idempotency-running` */
  async begin({ accountId, key }: Key, requestHash: Buffer): Promise<StoredAnswer | null> {
    try {
      await this.dataSource.query(
        'INSERT INTO idempotency_key (account_id, idempotency_key, request_hash, created_at) VALUES (?, ?, ?, ?)',
        [accountId, key, requestHash, this.clock.now()],
      );
      return null;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    const [row] = await this.dataSource.query<{ request_hash: Buffer; status: number | null; answer: string | null }[]>(
      'SELECT request_hash, status, answer FROM idempotency_key WHERE account_id = ? AND idempotency_key = ?',
      [accountId, key],
    );
    if (row !== undefined && !row.request_hash.equals(requestHash)) throw new ProblemError('idempotency-reused');
    if (row === undefined || row.status === null) throw new ProblemError('idempotency-running');
    return { status: row.status, body: row.answer === null ? undefined : (JSON.parse(row.answer) as unknown) };
  }

  async finish({ accountId, key }: Key, { status, body }: StoredAnswer): Promise<void> {
    await this.dataSource.query(
      'UPDATE idempotency_key SET status = ?, answer = ? WHERE account_id = ? AND idempotency_key = ?',
      [status, body === undefined ? null : JSON.stringify(body), accountId, key],
    );
  }

  /** The request certainly had no effect: the key may be used again. */
  async forget({ accountId, key }: Key): Promise<void> {
    await this.dataSource.query('DELETE FROM idempotency_key WHERE account_id = ? AND idempotency_key = ?', [
      accountId,
      key,
    ]);
  }

  /** Deletes keys older than a day. */
  async purge(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - keptMs);
    await this.dataSource.query('DELETE FROM idempotency_key WHERE created_at < ? LIMIT ?', [before, purgeBatch]);
  }
}
