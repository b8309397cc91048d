// Forbids: a run that takes the isolation of its server. Under READ COMMITTED no gap is locked, so that a row which matches could come between
// capture and change. The server is set so only while this runs; every session of the product sets its own.
import { openAdmin, testServers } from '@sluice/testing';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { openSession } from '../connect/session.js';
import { snapshot } from '../test-support/judge.js';
import { closeStage, openStage, run, undo, verify, type Stage } from '../test-support/story.js';

jest.setTimeout(60_000);

const change = 'UPDATE t SET n = n + 1 WHERE g = 1';

describe.each(testServers())('a READ COMMITTED server: $name', (server) => {
  let stage: Stage;
  let writer: Connection;
  let before = '';

  beforeAll(async () => {
    stage = await openStage(server);
    const [[row]] = await stage.admin.query<RowDataPacket[]>('SELECT @@global.transaction_isolation AS isolation');
    before = String(row?.isolation);
    await stage.admin.query("SET GLOBAL transaction_isolation = 'READ-COMMITTED'");
    await stage.admin.query('CREATE TABLE t (id INT PRIMARY KEY, g INT NOT NULL, n INT, KEY (g))');
    await stage.admin.query('INSERT INTO t VALUES (1,1,0),(2,1,0),(3,2,0),(9,3,0)');
    writer = await openAdmin(server, { database: stage.scratch.name });
    await writer.query('SET SESSION innodb_lock_wait_timeout = 1');
  });
  afterAll(async () => {
    await stage.admin.query(`SET GLOBAL transaction_isolation = '${before}'`);
    await writer.end();
    await closeStage(stage);
  });

  it('is one for others, and REPEATABLE READ for every session of ours', async () => {
    const [[others]] = await writer.query<RowDataPacket[]>('SELECT @@transaction_isolation AS isolation');
    expect(others?.isolation).toBe('READ-COMMITTED');
    const session = await openSession(stage.target);
    try {
      expect(await session.cell('SELECT @@transaction_isolation')).toBe('REPEATABLE-READ');
    } finally {
      await session.close();
    }
  });

  it('keeps rows out that would match, while a change runs', async () => {
    const rows = await snapshot(stage.admin, 't');
    const session = await openSession(stage.target);
    try {
      await session.run('START TRANSACTION');
      await session.rows('SELECT id FROM t WHERE g = 1 FOR UPDATE');
      await expect(writer.query('INSERT INTO t VALUES (5, 1, 0)')).rejects.toMatchObject({ errno: 1205 });
    } finally {
      await session.close();
      await writer.query('DELETE FROM t WHERE id = 5');
    }
    expect(await snapshot(stage.admin, 't')).toEqual(rows);
  });

  it('runs and comes back while another one writes without a pause', async () => {
    let isOver = false;
    let written = 0;
    const writing = (async () => {
      while (!isOver) {
        await writer.query('INSERT INTO t VALUES (5, 1, 100)').then(
          () => (written += 1),
          () => undefined,
        );
        await writer.query('DELETE FROM t WHERE id = 5').catch(() => undefined);
      }
    })();
    try {
      for (let tries = 0; tries < 20; tries += 1) {
        const ran = await run(stage, change);
        if (ran.result.outcome === 'effect') await undo(stage, ran, 'skip');
        else expect(ran.result).toMatchObject({ outcome: 'no-effect', retryable: true });
      }
    } finally {
      isOver = true;
      await writing;
    }
    expect(written).toBeGreaterThan(0);
    await writer.query('DELETE FROM t WHERE id = 5');
    const [rows] = await stage.admin.query('SELECT DISTINCT n FROM t');
    expect(rows).toEqual([{ n: 0 }]);
    const quiet = await snapshot(stage.admin, 't');
    const ran = await run(stage, change, { expectedRows: 2 });
    expect(await verify(stage, ran)).toEqual({ verdict: 'verified' });
    expect((await undo(stage, ran)).result).toMatchObject({ outcome: 'effect' });
    expect(await snapshot(stage.admin, 't')).toEqual(quiet);
  });
});
