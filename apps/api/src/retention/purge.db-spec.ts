import { testServers } from '@sluice/testing';
import type { RowDataPacket } from 'mysql2/promise';
import { DataSource } from 'typeorm';
import { systemClock } from '../clock/clock.js';
import { IdempotencyStore } from '../http/idempotency-store.js';
import { startTestPortal, type TestPortal } from '../testing/test-portal.js';
import { Purge } from './purge.js';

describe.each(testServers())('the purge on $name', (server) => {
  let portal: TestPortal;

  beforeAll(async () => {
    portal = await startTestPortal(server);
    await portal.account('jiwoo');
    await portal.signedIn('jiwoo');
    await portal.signedIn('jiwoo');
  }, 60_000);

  afterAll(() => portal.close());

  it('deletes what has served its time, and nothing else', async () => {
    const { admin } = portal;
    await admin.query('UPDATE session SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 31 DAY ORDER BY id LIMIT 1');
    for (const hours of [1, 25]) {
      await admin.query(
        `INSERT INTO live_event (recorded_at, subject, subject_id, version, team_id) VALUES (UTC_TIMESTAMP(6) - INTERVAL ${hours} HOUR, 'change-request', ${hours}, 1, 1)`,
      );
      await admin.query(
        `INSERT INTO idempotency_key (account_id, idempotency_key, request_hash, status, answer, created_at) VALUES (1, 'k${hours}', REPEAT('x', 32), 200, '{}', UTC_TIMESTAMP(6) - INTERVAL ${hours} HOUR)`,
      );
    }
    const dataSource = portal.app.get(DataSource);
    await new Purge(dataSource, new IdempotencyStore(dataSource, systemClock), systemClock).round();
    const left = async (sql: string) => (await admin.query<RowDataPacket[]>(sql))[0];
    expect(await left('SELECT id FROM session')).toHaveLength(1);
    expect(await left('SELECT subject_id FROM live_event')).toEqual([{ subject_id: 1 }]);
    expect(await left('SELECT idempotency_key AS k FROM idempotency_key')).toEqual([{ k: 'k1' }]);
  });
});
