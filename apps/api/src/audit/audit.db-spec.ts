import { appendFile, readFile, truncate, writeFile } from 'node:fs/promises';
import { testServers } from '@sluice/testing';
import type { RowDataPacket } from 'mysql2/promise';
import { DataSource } from 'typeorm';
import { systemClock } from '../clock/clock.js';
import { Transactions } from '../database/transactions.js';
import { startTestPortal, type TestPortal } from '../testing/test-portal.js';
import { AuditLog } from './audit-log.js';
import { entryHash, genesisHash, type StoredEntry } from './canonical-entry.js';
import { Sealer } from './seal/sealer.js';
import { storedEntryColumns } from './stored-entries.js';
import { verifyAudit } from './verify/verify-audit.js';

describe.each(testServers())('the audit on $name', (server) => {
  let portal: TestPortal;
  let sealer: Sealer;
  let audit: string;

  const record = (subjectId: number) =>
    portal.app.get(Transactions, { strict: false }).run((manager) =>
      portal.app.get(AuditLog, { strict: false }).record(manager, {
        ...{ actorId: null, action: 'change.approved', subject: { type: 'change-request', id: subjectId } },
        params: { revision: 1, contentHash: '한글 "quoted" \\' },
      }),
    );
  const verify = async (now = new Date()) => {
    const { found, passed } = await verifyAudit(portal.app.get(DataSource), portal.config, now);
    return { found: found.map(({ code, at }) => `${code} at ${at}`), passed };
  };
  const rows = async (sql: string) => (await portal.admin.query<RowDataPacket[]>(sql))[0];

  beforeEach(async () => {
    portal = await startTestPortal(server);
    audit = portal.auditSchema;
    sealer = new Sealer(portal.app.get(DataSource), portal.config, systemClock);
  }, 60_000);

  afterEach(async () => {
    await sealer.beforeApplicationShutdown();
    await portal.close();
  });

  /** Six entries under three heads. */
  const sixSealed = async () => {
    for (const id of [1, 2, 3, 4, 5, 6]) {
      await record(id);
      if (id % 2 === 0) await sealer.tick();
    }
  };

  it('is written with the act, or not at all', async () => {
    const transactions = portal.app.get(Transactions, { strict: false });
    const log = portal.app.get(AuditLog, { strict: false });
    const failing = transactions.run(async (manager) => {
      await log.record(manager, {
        ...{ actorId: 1, action: 'change.closed', subject: { type: 'change-request', id: 9 }, params: {} },
      });
      throw new Error('the act failed');
    });
    await expect(failing).rejects.toThrow('the act failed');
    expect(await rows(`SELECT id FROM ${audit}.audit_entry WHERE subject_id = 9`)).toEqual([]);
  });

  it('cannot be changed by the account that writes it', async () => {
    await sixSealed();
    const runtime = portal.app.get(DataSource);
    const forbidden = [
      `UPDATE ${audit}.audit_entry SET actor_id = 1`,
      `DELETE FROM ${audit}.audit_entry`,
      `TRUNCATE ${audit}.audit_seal`,
      `UPDATE ${audit}.audit_head SET sequence = 1`,
      `DROP TABLE ${audit}.audit_seal`,
      `REPLACE INTO ${audit}.audit_seal VALUES (1, 1, REPEAT('x', 32))`,
      `INSERT INTO ${audit}.audit_seal VALUES (1, 1, REPEAT('x', 32)) ON DUPLICATE KEY UPDATE hash = REPEAT('x', 32)`,
    ];
    for (const sql of forbidden) await expect(runtime.query(sql)).rejects.toThrow(/denied/);
  });

  it('is sealed whole and passes', async () => {
    expect(await verify()).toEqual({ found: [], passed: 0 });
    await sixSealed();
    expect(await verify()).toEqual({ found: [], passed: 6 });
    const page = await portal.app.get(AuditLog, { strict: false }).read({ limit: 2 });
    expect(page.items.map(({ sequence }) => sequence)).toEqual([6, 5]);
    expect(page.items[0]?.hash).toMatch(/^[0-9a-f]{64}$/);
    const next = await portal.app.get(AuditLog, { strict: false }).read({ limit: 200, cursor: page.nextCursor ?? '' });
    expect(next.items.map(({ sequence }) => sequence)).toEqual([4, 3, 2, 1]);
    expect(next.nextCursor).toBeNull();
  });

  it('seals within a second by itself, and hands over to another worker', async () => {
    const other = new Sealer(portal.app.get(DataSource), portal.config, systemClock);
    sealer.onApplicationBootstrap();
    other.onApplicationBootstrap();
    await record(1);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await verify()).toEqual({ found: [], passed: 1 });
    await sealer.beforeApplicationShutdown();
    await record(2);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await verify()).toEqual({ found: [], passed: 2 });
    await other.beforeApplicationShutdown();
  });

  it('lets one of many sealers write', async () => {
    const sealers = Array.from({ length: 4 }, () => new Sealer(portal.app.get(DataSource), portal.config, systemClock));
    for (let round = 0; round < 5; round += 1) {
      for (const id of [1, 2, 3]) await record(id);
      await Promise.all(sealers.map((each) => each.tick()));
    }
    expect(await verify()).toEqual({ found: [], passed: 15 });
    for (const each of sealers) await each.beforeApplicationShutdown();
  });

  it('seals an entry that commits late with a lower id, exactly once', async () => {
    const slow = portal.app.get(DataSource).createQueryRunner();
    await slow.startTransaction();
    await portal.app.get(AuditLog, { strict: false }).record(slow.manager, {
      ...{ actorId: null, action: 'change.closed', subject: { type: 'change-request', id: 77 }, params: {} },
    });
    await record(1);
    await record(2);
    await sealer.tick();
    expect((await verify()).passed).toBe(2);
    await slow.commitTransaction();
    await slow.release();
    await sealer.tick();
    await sealer.tick();
    expect(await verify()).toEqual({ found: [], passed: 3 });
    expect(await rows(`SELECT entry_id FROM ${audit}.audit_seal ORDER BY sequence`)).toEqual([
      { entry_id: 2 },
      { entry_id: 3 },
      { entry_id: 1 },
    ]);
  });

  it('seals more than one batch at once', async () => {
    const values = Array.from(
      { length: 1_203 },
      (_, id) => `(UTC_TIMESTAMP(6), NULL, 'change.closed', 'change-request', ${id}, '{}')`,
    );
    await portal.admin.query(
      `INSERT INTO ${audit}.audit_entry (recorded_at, actor_id, action, subject_type, subject_id, params) VALUES ${values.join(',')}`,
    );
    await sealer.tick();
    expect(await verify()).toEqual({ found: [], passed: 1_203 });
  });

  it('finds an edit', async () => {
    await sixSealed();
    await portal.admin.query(`UPDATE ${audit}.audit_entry SET actor_id = 99 WHERE id = 3`);
    expect((await verify()).found).toEqual(['edited at 3']);
    await portal.admin.query(`UPDATE ${audit}.audit_entry SET actor_id = NULL WHERE id = 3`);
    await portal.admin.query(
      `UPDATE ${audit}.audit_entry SET recorded_at = recorded_at + INTERVAL 1 MICROSECOND WHERE id = 5`,
    );
    expect((await verify()).found).toEqual(['edited at 5']);
  });

  it('finds a gap', async () => {
    await sixSealed();
    await portal.admin.query(`DELETE FROM ${audit}.audit_entry WHERE id = 3`);
    expect((await verify()).found).toEqual(['entry-missing at 3']);
    await portal.admin.query(`DELETE FROM ${audit}.audit_seal WHERE sequence = 3`);
    expect((await verify()).found[0]).toBe('gap at 3');
  });

  it('finds a reordering', async () => {
    await sixSealed();
    await portal.admin.query(
      `UPDATE ${audit}.audit_seal SET entry_id = CASE sequence WHEN 3 THEN -4 WHEN 4 THEN -3 END WHERE sequence IN (3, 4)`,
    );
    await portal.admin.query(`UPDATE ${audit}.audit_seal SET entry_id = -entry_id WHERE entry_id < 0`);
    expect((await verify()).found[0]).toBe('reordered at 3');
  });

  it('finds a truncation, heads and all, and after new entries were sealed over it', async () => {
    await sixSealed();
    for (const table of ['audit_seal', 'audit_head']) {
      await portal.admin.query(`DELETE FROM ${audit}.${table} WHERE sequence > 4`);
    }
    await portal.admin.query(`DELETE FROM ${audit}.audit_entry WHERE id > 4`);
    expect((await verify()).found).toEqual(['truncated at 6']);
    await record(7);
    await record(8);
    await sealer.tick();
    expect((await verify()).found).not.toEqual([]);
  });

  it('finds a recomputation from an edited entry on, heads forged with another key', async () => {
    await sixSealed();
    await portal.admin.query(`UPDATE ${audit}.audit_entry SET actor_id = 99 WHERE id = 3`);
    const entries = (await rows(
      `SELECT ${storedEntryColumns} FROM ${audit}.audit_entry e ORDER BY e.id`,
    )) as (StoredEntry & RowDataPacket)[];
    let hash: Buffer = genesisHash;
    for (const [index, entry] of entries.entries()) {
      hash = entryHash(hash, index + 1, entry);
      await portal.admin.query(`UPDATE ${audit}.audit_seal SET hash = ? WHERE sequence = ?`, [hash, index + 1]);
      await portal.admin.query(`UPDATE ${audit}.audit_head SET hash = ? WHERE sequence = ?`, [hash, index + 1]);
    }
    expect((await verify()).found).toEqual(
      expect.arrayContaining(['head-forged at 4', 'head-forged at 6', 'recomputed at 4', 'recomputed at 6']),
    );
    expect((await verify()).found).not.toContain('recomputed at 2');
  });

  it('finds entries that are kept from the sealer, and a heads file that was tampered with', async () => {
    await sixSealed();
    await record(7);
    expect((await verify()).found).toEqual([]);
    expect((await verify(new Date(Date.now() + 61_000))).found).toEqual(['not-sealed at 7']);
    const heads = await readFile(portal.config.auditHeadsFile, 'utf8');
    await appendFile(portal.config.auditHeadsFile, 'not a head\n');
    expect((await verify()).found).toEqual(['heads-file-damaged at 1']);
    await writeFile(portal.config.auditHeadsFile, heads.replace('"sequence":4', '"sequence":5'));
    expect((await verify()).found).toContain('head-forged at 5');
    await truncate(portal.config.auditHeadsFile);
    expect((await verify()).found).toEqual(['heads-file-damaged at 0']);
  });

  it('writes heads to the file that could not be written before', async () => {
    const { auditHeadsFile } = portal.config;
    const elsewhere = new Sealer(
      portal.app.get(DataSource),
      { ...portal.config, auditHeadsFile: '/nowhere/heads.jsonl' },
      systemClock,
    );
    await record(1);
    await elsewhere.tick();
    await elsewhere.beforeApplicationShutdown();
    await record(2);
    await sealer.tick();
    expect((await readFile(auditHeadsFile, 'utf8')).trim().split('\n')).toHaveLength(2);
    expect(await verify()).toEqual({ found: [], passed: 2 });
  });

  it('is read page by page by auditors and administrators, with filters', async () => {
    await portal.account('sora', { role: 'auditor', teamId: null });
    await portal.account('jiwoo', { role: 'developer', teamId: null });
    await sixSealed();
    const client = await portal.signedIn('sora');
    const page = await client.get<{ items: { subject: { id: number } }[] }>(
      '/audit?subjectType=change-request&subjectId=3',
    );
    expect(page.body.items).toMatchObject([
      { action: 'change.approved', subject: { type: 'change-request', id: 3 }, sequence: 3 },
    ]);
    expect((await client.get('/audit?limit=1000')).status).toBe(422);
    expect((await client.get('/audit?cursor=nonsense')).status).toBe(400);
    expect((await (await portal.signedIn('jiwoo')).get('/audit')).status).toBe(403);
  });

  it('is exported whole, page after page, and that is on record', async () => {
    const id = await portal.account('sora', { role: 'auditor', teamId: null });
    await portal.account('jiwoo', { role: 'developer', teamId: null });
    const values = Array.from(
      { length: 2_300 },
      (_, i) => `(UTC_TIMESTAMP(6), ${i % 2 ? id : 'NULL'}, 'change.closed', 'change-request', ${i}, '{}')`,
    );
    await portal.admin.query(
      `INSERT INTO ${audit}.audit_entry (recorded_at, actor_id, action, subject_type, subject_id, params) VALUES ${values.join(',')}`,
    );
    const client = await portal.signedIn('sora');
    const csv = await client.get('/audit/export?action=change.closed');
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="sluice-audit.csv"');
    expect(csv.text.trim().split('\r\n')).toHaveLength(2_301);
    const jsonl = await client.get(`/audit/export?format=jsonl&action=change.closed&actorId=${id}`);
    const entries = jsonl.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: number; actor: unknown });
    expect(entries).toHaveLength(1_150);
    expect(new Set(entries.map((entry) => entry.id)).size).toBe(1_150);
    expect(entries[0]?.actor).toEqual({ id, login: 'sora' });
    const { body } = await client.get<{ items: unknown[] }>('/audit?action=audit.exported');
    expect(body.items).toMatchObject([{ params: { format: 'jsonl' } }, { params: { format: 'csv' } }]);
    expect((await (await portal.signedIn('jiwoo')).get('/audit/export')).status).toBe(403);
  });
});
