// A structure change whose session was lost, and one that meets others: once, or not at all, and nobody waits long.
import { openAdmin, testServers } from '@sluice/testing';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { openSession, type Session } from '../../connect/session.js';
import { createSluiceSchema } from '../../setup/sluice-schema.js';
import {
  newKey,
  openStructureStage,
  planText,
  tablesOf,
  type StructureStage,
} from '../../test-support/structure-story.js';
import type { MarkerKey } from '../../types.js';
import { structureOf } from './attempt.js';
import { dropKept } from './drop-kept.js';
import { ordinaryPatience } from './patiently.js';
import { runStructure } from './run-structure.js';
import { settleStructure } from './settle-structure.js';
import { runStep } from './steps.js';
import { beginMarker, takeName } from './structure-marker.js';
import { undoStructure } from './undo-structure.js';

jest.setTimeout(60_000);

describe.each(testServers())('in doubt on $name', (server) => {
  let stage: StructureStage;
  let other: Connection;
  let key: MarkerKey;

  beforeEach(async () => {
    stage = await openStructureStage(server);
    other = await openAdmin(server, { database: stage.scratch.name });
    key = newKey();
    await stage.admin.query('CREATE TABLE item (id INT PRIMARY KEY, name VARCHAR(20), price DECIMAL(10,4))');
    await stage.admin.query("INSERT INTO item VALUES (1, 'a', 1.2345), (2, 'b', NULL)");
    await stage.admin.query('CREATE TABLE loose (a INT)');
    await stage.admin.query('INSERT INTO loose VALUES (1)');
  });

  afterEach(async () => {
    await other.end();
    await dropKept(stage.target, key);
    await stage.scratch.drop();
    await stage.admin.end();
  });

  const text = 'ALTER TABLE item DROP COLUMN price; TRUNCATE loose; ALTER TABLE item ADD COLUMN n INT';

  /** As a worker leaves it that dies after so many steps. */
  async function begun(steps: number): Promise<Awaited<ReturnType<typeof planText>>> {
    const plan = await planText(stage, text);
    const session = await openSession(stage.target);
    try {
      await createSluiceSchema(session);
      await takeName(session, key, 0);
      await beginMarker(session, key, 'x', 'begun');
      const running = { session, key, plan, structure: structureOf(plan), patience: ordinaryPatience };
      for (let step = 0; step < steps; step++) await runStep(running, step);
    } finally {
      await session.close();
    }
    return plan;
  }

  it.each([0, 1, 2])('takes back what was done when the worker died after %d of 3 steps', async (steps) => {
    const before = await tablesOf(stage);
    const plan = await begun(steps);
    expect(await settleStructure(stage.target, { key, plan, undoes: null })).toEqual({ outcome: 'absent' });
    expect(await tablesOf(stage)).toEqual(before);
    // It never will run under this key, and the answer stays.
    expect(await runStructure(stage.target, { key, plan, contentHash: 'x' })).toMatchObject({ outcome: 'unknown' });
    expect(await settleStructure(stage.target, { key, plan, undoes: null })).toEqual({ outcome: 'absent' });
    expect(await tablesOf(stage)).toEqual(before);
  });

  it('knows that all of it was done, and undoes it', async () => {
    const before = await tablesOf(stage);
    const plan = await begun(3);
    const effect = { outcome: 'effect', changed: [], skipped: 0 };
    expect(await settleStructure(stage.target, { key, plan, undoes: null })).toEqual(effect);
    expect(await settleStructure(stage.target, { key, plan, undoes: null })).toEqual(effect);
    const undo = { key: newKey(), undoes: key, plan, contentHash: 'x', onConflict: 'stop' } as const;
    expect(await undoStructure(stage.target, undo)).toMatchObject({ outcome: 'effect' });
    expect(await tablesOf(stage)).toEqual(before);
  });

  it('waits while the session that runs it lives', async () => {
    const plan = await planText(stage, text);
    const session: Session = await openSession(stage.target);
    await createSluiceSchema(session);
    await takeName(session, key, 0);
    const locked = { outcome: 'unknown', failure: { code: 'marker-locked', params: {} } };
    expect(await settleStructure(stage.target, { key, plan, undoes: null }, 1)).toEqual(locked);
    expect(await runStructure(stage.target, { key, plan, contentHash: 'x' })).toMatchObject(locked);
    await session.close();
  });

  it('says so when somebody else changed the definitions meanwhile', async () => {
    const plan = await begun(1);
    await stage.admin.query('ALTER TABLE item ADD COLUMN foreign_to_us INT');
    expect(await settleStructure(stage.target, { key, plan, undoes: null })).toMatchObject({
      outcome: 'unknown',
      failure: { code: 'definition-differs' },
    });
  });

  it('is settled when its connection is killed while it waits for a lock', async () => {
    const before = await tablesOf(stage);
    const plan = await planText(stage, 'ALTER TABLE loose ADD COLUMN c INT');
    await other.query('START TRANSACTION');
    await other.query('SELECT * FROM loose');
    const patience = { ...ordinaryPatience, lockWaitSeconds: 20, queueMs: 20_000 };
    const running = runStructure(stage.target, { key, plan, contentHash: 'x', patience });
    await stage.admin.query(`KILL ${String(await waiter())}`);
    expect(await running).toMatchObject({ outcome: 'unknown', failure: { code: 'connection-lost' } });
    expect(await settleStructure(stage.target, { key, plan, undoes: null })).toEqual({ outcome: 'absent' });
    await other.query('COMMIT');
    expect(await tablesOf(stage)).toEqual(before);
  });

  it('is killed as soon as others have queued behind it for too long', async () => {
    const plan = await planText(stage, 'ALTER TABLE loose ADD COLUMN c INT');
    await other.query('START TRANSACTION');
    await other.query('SELECT * FROM loose');
    const patience = { lockWaitSeconds: 20, queueMs: 500, tries: 1, pauseMs: 100 };
    const running = runStructure(stage.target, { key, plan, contentHash: 'x', patience });
    await waiter();
    const began = performance.now();
    await stage.admin.query('SELECT * FROM loose');
    const waited = performance.now() - began;
    expect(await running).toMatchObject({
      outcome: 'no-effect',
      failure: { code: 'lock-wait-timeout' },
      retryable: true,
    });
    await other.query('COMMIT');
    expect(waited).toBeGreaterThan(300);
    expect(waited).toBeLessThan(5_000);
  });

  /** The connection that waits for the table's lock. */
  async function waiter(): Promise<number> {
    for (;;) {
      const [rows] = await stage.admin.query<RowDataPacket[]>(
        "SELECT ID FROM information_schema.PROCESSLIST WHERE DB = ? AND STATE LIKE 'Waiting for table metadata lock'",
        [stage.scratch.name],
      );
      if (rows[0] !== undefined) return Number(rows[0]['ID']);
      await new Promise((done) => setTimeout(done, 50));
    }
  }
});
