import { testServers } from '@sluice/testing';
import type { RowDataPacket } from 'mysql2/promise';
import { DataSource } from 'typeorm';
import { startTestPortal, type TestPortal } from '../testing/test-portal.js';
import type { Tls } from '@sluice/contracts';
import { portalDataSource } from './portal-data-source.js';
import { migratePortal } from './migrate-portal.js';
import { Transactions } from './transactions.js';

describe.each(testServers())('the portal database on $name', (server) => {
  let portal: TestPortal;
  let transactions: Transactions;

  beforeAll(async () => {
    portal = await startTestPortal(server);
    transactions = portal.app.get(Transactions, { strict: false });
    await portal.admin.query('CREATE TABLE counter (id INT PRIMARY KEY, n INT NOT NULL)');
    await portal.admin.query('INSERT INTO counter VALUES (1, 0), (2, 0)');
  }, 60_000);

  afterAll(() => portal.close());

  const counters = async () =>
    (await portal.admin.query<RowDataPacket[]>('SELECT n FROM counter ORDER BY id'))[0].map(({ n }) => n as number);

  it('is reached encrypted where its address says so', async () => {
    const cipher = async (tls: Tls) => {
      const dataSource = await new DataSource(portalDataSource({ ...portal.config.portal, tls })).initialize();
      const [row] = await dataSource.query<{ Value: string }[]>("SHOW SESSION STATUS LIKE 'Ssl_cipher'");
      await dataSource.destroy();
      return row?.Value;
    };
    expect(await cipher({ mode: 'off', ca: null })).toBe('');
    expect(await cipher({ mode: 'required', ca: null })).toMatch(/^TLS_|^ECDHE/);
    await expect(cipher({ mode: 'verify-ca', ca: null })).rejects.toThrow(/certificate/);
  });

  it('is migrated once, however many start at once', async () => {
    const { hostname, port, username, password } = new URL(server.adminUrl);
    const schema = `${portal.config.portal.schema}_m`;
    const address = {
      ...{ host: hostname, port: Number(port || 3306), schema },
      ...{ user: decodeURIComponent(username), password: decodeURIComponent(password) },
    };
    const ran = await Promise.all([migratePortal(address), migratePortal(address), migratePortal(address)]);
    expect(ran.filter((names) => names.length > 0)).toHaveLength(1);
    expect(await migratePortal(address)).toEqual([]);
    for (const name of [schema, schema.replace('portal', 'audit')])
      await portal.admin.query(`DROP DATABASE \`${name}\``);
  }, 60_000);

  it('goes on with a migration that was cut off between two statements', async () => {
    const { hostname, port, username, password } = new URL(server.adminUrl);
    const schema = `${portal.config.portal.schema}_c`;
    await portal.admin.query(`CREATE DATABASE \`${schema}\` CHARACTER SET utf8mb4`);
    await portal.admin.query(
      `CREATE TABLE \`${schema}\`.team (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, name VARCHAR(100) NOT NULL, created_at DATETIME(6) NOT NULL, UNIQUE KEY by_name (name))`,
    );
    const ran = await migratePortal({
      ...{ host: hostname, port: Number(port || 3306), schema },
      ...{ user: decodeURIComponent(username), password: decodeURIComponent(password) },
    });
    expect(ran.length).toBeGreaterThan(0);
    for (const name of [schema, schema.replace('portal', 'audit')])
      await portal.admin.query(`DROP DATABASE \`${name}\``);
  }, 60_000);

  it('takes a transaction again after a deadlock, and tells of a commit only once', async () => {
    const before = await counters();
    let committed = 0;
    let tries = 0;
    const bothTried = Promise.withResolvers<void>();
    const work = (first: number, second: number) =>
      transactions.run(async (manager) => {
        transactions.afterCommit(manager, () => {
          committed += 1;
        });
        await manager.query('UPDATE counter SET n = n + 1 WHERE id = ?', [first]);
        tries += 1;
        if (tries >= 2) bothTried.resolve();
        await bothTried.promise;
        await manager.query('UPDATE counter SET n = n + 1 WHERE id = ?', [second]);
      });
    await Promise.all([work(1, 2), work(2, 1)]);
    expect(await counters()).toEqual(before.map((n) => n + 2));
    expect([tries, committed]).toEqual([3, 2]);
  });

  it('reads what others have committed, within a transaction', async () => {
    await transactions.run(async (manager) => {
      const [before] = await manager.query<{ n: number }[]>('SELECT n FROM counter WHERE id = 1');
      await portal.admin.query('UPDATE counter SET n = n + 1 WHERE id = 1');
      const [after] = await manager.query<{ n: number }[]>('SELECT n FROM counter WHERE id = 1');
      expect(after?.n).toBe((before?.n ?? 0) + 1);
    });
  });

  it('takes no value that does not fit, and says UTC for now, on every connection of the pool', async () => {
    const dataSource = portal.app.get(DataSource);
    const settings = () =>
      dataSource.query<{ mode: string; zone: string; id: number }[]>(
        'SELECT @@sql_mode AS mode, @@time_zone AS zone, CONNECTION_ID() AS id, SLEEP(0.05)',
      );
    const rows = (await Promise.all(Array.from({ length: 8 }, settings))).flat();
    expect(new Set(rows.map(({ id }) => id)).size).toBeGreaterThan(1);
    for (const { mode, zone } of rows)
      expect([mode, zone]).toEqual(['STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION', '+00:00']);
    await expect(
      dataSource.query("INSERT INTO team (name, created_at) VALUES (REPEAT('x', 101), UTC_TIMESTAMP(6))"),
    ).rejects.toThrow('too long');
  });

  it('gives ids as numbers and times in UTC', async () => {
    const [row] = await portal.app
      .get(DataSource)
      .query<{ id: unknown; at: Date }[]>(
        "SELECT CAST(9007199254740991 AS SIGNED) AS id, CAST('2026-11-20 09:00:00.5' AS DATETIME(6)) AS at",
      );
    expect(row?.id).toBe(9_007_199_254_740_991);
    expect(row?.at.toISOString()).toBe('2026-11-20T09:00:00.500Z');
  });
});
