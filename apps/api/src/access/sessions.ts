// Server-side sessions. Account, roles and revocation are read afresh for each request: a change holds at once.
import { Inject, Injectable } from '@nestjs/common';
import type { Role, SessionView } from '@sluice/contracts';
import { DataSource, IsNull, MoreThan, Not, type EntityManager } from 'typeorm';
import { CLOCK, type Clock } from '../clock/clock.js';
import { APP_CONFIG, type AppConfig } from '../config/app-config.js';
import type { Actor } from './actor.js';
import { newToken, tokenHash } from './secret-token.js';
import { SessionEntity } from './session.entity.js';

export interface Client {
  readonly ip: string;
  readonly userAgent: string;
}

export interface FoundSession {
  readonly id: number;
  readonly actor: Actor;
  readonly mustChangePassword: boolean;
}

interface Row {
  readonly id: number;
  readonly last_seen_at: Date;
  readonly must_change_password: number;
  readonly account_id: number;
  readonly login: string;
  readonly name: string;
  readonly role: Role | null;
  readonly team_id: number | null;
}

const minute = 60_000;
const idleMs = 12 * 60 * minute;
const longestMs = 7 * 24 * 60 * minute;

@Injectable()
export class Sessions {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Makes a session; its token is known only to the answer's cookie. */
  async open(manager: EntityManager, accountId: number, client: Client): Promise<{ id: number; token: string }> {
    const now = this.clock.now();
    const token = newToken();
    const session = await manager.save(SessionEntity, {
      accountId,
      tokenHash: tokenHash(token),
      ip: client.ip.slice(0, 64),
      userAgent: client.userAgent.slice(0, 255),
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + longestMs),
      revokedAt: null,
    });
    return { id: session.id, token };
  }

  /** Has this person been signed in from there before? For as long as ended sessions are kept: about 37 days. */
  async hasBeenAt(login: string, ip: string): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(
      'SELECT 1 FROM session s JOIN account a ON a.id = s.account_id WHERE a.login = ? AND s.ip = ? LIMIT 1',
      [login, ip.slice(0, 64)],
    );
    return rows.length > 0;
  }

  /** The living session of a token, or null; notes, at most once a minute, that it was seen. */
  async findByToken(token: string): Promise<FoundSession | null> {
    const rows = await this.living('s.token_hash = ?', tokenHash(token));
    const [first] = rows;
    if (first === undefined) return null;
    const now = this.clock.now();
    if (now.getTime() - first.last_seen_at.getTime() > minute) {
      await this.dataSource.query('UPDATE session SET last_seen_at = ? WHERE id = ?', [now, first.id]);
    }
    return foundSession(first, rows);
  }

  /** The session as it stands now, or null when it has ended: for streams, which outlive the request's check. */
  async findById(id: number): Promise<FoundSession | null> {
    const rows = await this.living('s.id = ?', id);
    return rows[0] === undefined ? null : foundSession(rows[0], rows);
  }

  async list(accountId: number, currentId: number): Promise<SessionView[]> {
    const now = this.clock.now();
    const sessions = await this.dataSource.manager.find(SessionEntity, {
      where: {
        accountId,
        revokedAt: IsNull(),
        expiresAt: MoreThan(now),
        lastSeenAt: MoreThan(new Date(now.getTime() - idleMs)),
      },
      order: { lastSeenAt: 'DESC', id: 'DESC' },
    });
    return sessions.map((session) => ({
      id: session.id,
      current: session.id === currentId,
      ip: session.ip,
      userAgent: session.userAgent,
      createdAt: session.createdAt.toISOString(),
      lastSeenAt: session.lastSeenAt.toISOString(),
    }));
  }

  /** Ends one session of this account; false when there is no such living one. */
  async end(manager: EntityManager, accountId: number, id: number): Promise<boolean> {
    const result = await manager.update(
      SessionEntity,
      { id, accountId, revokedAt: IsNull() },
      { revokedAt: this.clock.now() },
    );
    return result.affected === 1;
  }

  async endOthers(manager: EntityManager, accountId: number, keptId: number): Promise<void> {
    await manager.update(
      SessionEntity,
      { id: Not(keptId), accountId, revokedAt: IsNull() },
      { revokedAt: this.clock.now() },
    );
  }

  async endAll(manager: EntityManager, accountId: number): Promise<void> {
    await manager.update(SessionEntity, { accountId, revokedAt: IsNull() }, { revokedAt: this.clock.now() });
  }

  private living(condition: string, value: Buffer | number): Promise<Row[]> {
    const now = this.clock.now();
    return this.dataSource.query(
      `SELECT s.id, s.last_seen_at, a.must_change_password, a.id AS account_id, a.login, a.name, g.role, g.team_id
         FROM session s
         JOIN account a ON a.id = s.account_id
         LEFT JOIN role_grant g ON g.account_id = a.id
        WHERE ${condition} AND s.revoked_at IS NULL AND s.expires_at > ? AND s.last_seen_at > ?
          AND a.disabled_at IS NULL AND (a.demo = 0 OR ?)
        ORDER BY g.id`,
      [value, now, new Date(now.getTime() - idleMs), this.config.demo ? 1 : 0],
    );
  }
}

function foundSession(first: Row, rows: readonly Row[]): FoundSession {
  const grants = rows.flatMap(({ role, team_id }) => (role === null ? [] : [{ role, teamId: team_id }]));
  return {
    id: first.id,
    actor: { accountId: first.account_id, login: first.login, name: first.name, grants },
    mustChangePassword: Number(first.must_change_password) === 1,
  };
}
