// Requests that carry an idempotency key, what their acts gave and their answers, in the portal database.
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CLOCK, type Clock } from '../clock/clock.js';
import { isDuplicateKey } from '../database/database-error.js';
import type { OneAct } from '../database/one-act.js';
import { ProblemError } from './problem-error.js';

export interface StoredAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** The right to act under a key, until a later request takes its place. */
export interface Turn {
  readonly accountId: number;
  readonly key: string;
  readonly token: number;
  /** As OneAct has it. */
  readonly done: OneAct['done'];
}

interface Row {
  readonly request_hash: Buffer;
  readonly status: number | null;
  readonly answer: string | null;
  readonly fencing_token: number;
  readonly begun_at: Date | null;
  readonly acted_at: Date | null;
  readonly act_result: string | null;
}

const keptMs = 24 * 60 * 60_000;
const purgeBatch = 1_000;
/** A request that has not acted by then was cut off, or will find that another one took its place. */
const patienceMs = 30_000;

const ofTurn = 'account_id = ? AND idempotency_key = ? AND fencing_token = ?';

@Injectable()
export class IdempotencyStore {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The stored answer, or the turn to act (or to answer for an act that is done). @throws ProblemError `idempotency-reused`, `idempotency-running` */
  async begin(accountId: number, key: string, requestHash: Buffer): Promise<StoredAnswer | Turn> {
    const now = this.clock.now();
    try {
      await this.dataSource.query(
        'INSERT INTO idempotency_key (account_id, idempotency_key, request_hash, created_at, begun_at) VALUES (?, ?, ?, ?, ?)',
        [accountId, key, requestHash, now, now],
      );
      return { accountId, key, token: 1, done: null };
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    const [row] = await this.dataSource.query<Row[]>(
      `SELECT request_hash, status, answer, fencing_token, begun_at, acted_at, act_result FROM idempotency_key
        WHERE account_id = ? AND idempotency_key = ?`,
      [accountId, key],
    );
    if (row === undefined) throw this.running(now);
    if (!row.request_hash.equals(requestHash)) throw new ProblemError('idempotency-reused');
    if (row.status !== null) return { status: row.status, body: fromJson(row.answer) };
    const turn = { accountId, key, token: row.fencing_token };
    if (row.acted_at !== null) return { ...turn, done: { result: fromJson(row.act_result) } };
    return this.takePlace(turn, row.begun_at ?? new Date(0));
  }

  /** In the transaction of the act. @throws ProblemError `idempotency-running` when a later request has taken the place */
  async keepAct(manager: EntityManager, { accountId, key, token }: Turn, result: unknown): Promise<void> {
    const now = this.clock.now();
    const kept = await manager.query<{ affectedRows: number }>(
      `UPDATE idempotency_key SET acted_at = ?, act_result = ? WHERE ${ofTurn} AND acted_at IS NULL`,
      [now, toJson(result), accountId, key, token],
    );
    if (kept.affectedRows !== 1) throw this.running(now);
  }

  async finish({ accountId, key, token }: Turn, { status, body }: StoredAnswer): Promise<void> {
    await this.dataSource.query(
      `UPDATE idempotency_key SET status = ?, answer = ? WHERE ${ofTurn} AND status IS NULL`,
      [status, toJson(body), accountId, key, token],
    );
  }

  /** Something broke: the key may be used again, unless the act was done. */
  async forget({ accountId, key, token }: Turn): Promise<void> {
    await this.dataSource.query(`DELETE FROM idempotency_key WHERE ${ofTurn} AND acted_at IS NULL`, [
      accountId,
      key,
      token,
    ]);
  }

  /** Deletes keys older than a day. */
  async purge(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - keptMs);
    await this.dataSource.query('DELETE FROM idempotency_key WHERE created_at < ? LIMIT ?', [before, purgeBatch]);
  }

  private async takePlace(turn: Omit<Turn, 'done'>, begunAt: Date): Promise<Turn> {
    const now = this.clock.now();
    if (now.getTime() - begunAt.getTime() < patienceMs) throw this.running(begunAt);
    const taken = await this.dataSource.query<{ affectedRows: number }>(
      `UPDATE idempotency_key SET fencing_token = fencing_token + 1, begun_at = ?
        WHERE ${ofTurn} AND acted_at IS NULL AND status IS NULL`,
      [now, turn.accountId, turn.key, turn.token],
    );
    if (taken.affectedRows !== 1) throw this.running(now);
    return { ...turn, token: turn.token + 1, done: null };
  }

  private running(begunAt: Date): ProblemError {
    const left = begunAt.getTime() + patienceMs - this.clock.now().getTime();
    return new ProblemError('idempotency-running', { seconds: Math.max(1, Math.ceil(left / 1_000)) });
  }
}

function toJson(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

function fromJson(text: string | null): unknown {
  return text === null ? undefined : JSON.parse(text);
}
