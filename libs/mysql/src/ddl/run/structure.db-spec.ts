// A structure change run, verified, undone: definitions and rows as they were.
import { testServers } from '@sluice/testing';
import type { MarkerKey, RunResult } from '../../types.js';
import {
  newKey,
  openStructureStage,
  planText,
  tablesOf,
  type StructureStage,
} from '../../test-support/structure-story.js';
import { dropKept } from './drop-kept.js';
import { runStructure } from './run-structure.js';
import { settleStructure } from './settle-structure.js';
import { undoStructure } from './undo-structure.js';
import { verifyStructure } from './verify-structure.js';

const patience = { lockWaitSeconds: 1, queueMs: 500, tries: 2, pauseMs: 200 };

describe.each(testServers())('a structure change on $name', (server) => {
  let stage: StructureStage;
  let keys: MarkerKey[];

  beforeEach(async () => {
    stage = await openStructureStage(server);
    keys = [];
    for (const sql of [
      'CREATE TABLE parent (id INT PRIMARY KEY, x VARCHAR(10) UNIQUE)',
      "INSERT INTO parent VALUES (1, 'one'), (2, 'two'), (3, NULL)",
      `CREATE TABLE item (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, name VARCHAR(20) NOT NULL, price DECIMAL(12,4), p INT,
         made TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, KEY p (p), KEY name (name),
         CONSTRAINT own FOREIGN KEY (p) REFERENCES parent (id) ON DELETE SET NULL)`,
      "INSERT INTO item (name, price, p, made) VALUES ('가나다', 1.2345, 1, '2026-01-01 00:00:00'), ('b  ', 2.5, 2, '2026-01-02'), ('C', NULL, NULL, NULL)",
      'CREATE TABLE loose (a INT, b TEXT, KEY a (a))',
      "INSERT INTO loose VALUES (1, 'x'), (1, 'x'), (NULL, NULL)",
    ]) {
      await stage.admin.query(sql);
    }
  });

  afterEach(async () => {
    for (const key of keys) await dropKept(stage.target, key);
    await stage.scratch.drop();
    await stage.admin.end();
  });

  async function run(
    text: string,
  ): Promise<{ key: MarkerKey; plan: Awaited<ReturnType<typeof planText>>; result: RunResult }> {
    const plan = await planText(stage, text);
    const key = newKey();
    keys.push(key);
    return { key, plan, result: await runStructure(stage.target, { key, plan, contentHash: 'x', patience }) };
  }

  it.each([
    ['ALTER TABLE item ADD COLUMN n INT NOT NULL DEFAULT 1 FIRST, ADD KEY n (n), DROP KEY name'],
    ['ALTER TABLE item DROP COLUMN price'],
    ['ALTER TABLE item DROP COLUMN made, DROP COLUMN name, RENAME COLUMN price TO cost'],
    ['ALTER TABLE item MODIFY price DECIMAL(10,1) NULL, MODIFY name CHAR(20) NOT NULL'],
    ['ALTER TABLE item MODIFY made DATE'],
    ['ALTER TABLE item CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin'],
    ['ALTER TABLE item RENAME TO thing, DROP COLUMN price'],
    ['ALTER TABLE item DROP FOREIGN KEY own, DROP KEY p, DROP COLUMN p'],
    ['ALTER TABLE parent RENAME COLUMN x TO y, ADD COLUMN x INT'],
    ['CREATE TABLE fresh (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES parent (id))'],
    ['DROP TABLE loose'],
    ['TRUNCATE loose'],
    ['RENAME TABLE loose TO tight, item TO loose'],
    [
      'ALTER TABLE loose ADD c INT; ALTER TABLE loose ADD KEY c (c); RENAME TABLE loose TO l; ALTER TABLE item DROP COLUMN name; TRUNCATE l',
    ],
  ])(
    'comes back with every row: %s',
    async (text) => {
      const before = await tablesOf(stage);
      const { key, plan, result } = await run(text);
      expect(plan).toMatchObject({ verdict: 'exact', runnable: true, reasons: [] });
      expect(result).toEqual({ outcome: 'effect', changed: [], skipped: 0 });
      expect(await tablesOf(stage)).not.toEqual(before);
      expect(await verifyStructure(stage.target, { key, plan, undoes: null })).toEqual({ verdict: 'verified' });
      const own = newKey();
      const undone = await undoStructure(stage.target, {
        key: own,
        undoes: key,
        plan,
        contentHash: 'x',
        onConflict: 'stop',
        patience,
      });
      expect(undone).toEqual({ outcome: 'effect', changed: [], skipped: 0 });
      expect(await verifyStructure(stage.target, { key: own, plan, undoes: key })).toEqual({ verdict: 'verified' });
      expect(await tablesOf(stage)).toEqual(before);
    },
    30_000,
  );

  it('keeps what others did to other columns and rows', async () => {
    const { key, plan } = await run('ALTER TABLE item DROP COLUMN price, MODIFY made DATE');
    await stage.admin.query("UPDATE item SET name = 'other' WHERE id = 1");
    await stage.admin.query('DELETE FROM item WHERE id = 2');
    await stage.admin.query("INSERT INTO item (id, name, made) VALUES (9, 'new', '2026-05-05')");
    await stage.admin.query("UPDATE item SET made = '2030-01-01' WHERE id = 3");
    const order = { undoes: key, plan, contentHash: 'x', patience };
    const stopped = await undoStructure(stage.target, { ...order, key: newKey(), onConflict: 'stop' });
    expect(stopped).toMatchObject({ outcome: 'no-effect', failure: { code: 'conflicts', params: { rows: 1 } } });
    const undone = await undoStructure(stage.target, { ...order, key: newKey(), onConflict: 'skip' });
    expect(undone).toMatchObject({ outcome: 'effect' });
    const [rows] = await stage.admin.query({
      sql: 'SELECT id, name, price, DATE_FORMAT(made, "%Y") FROM item ORDER BY id',
      rowsAsArray: true,
    });
    expect(rows).toEqual([
      [1, 'other', '1.2345', '2026'],
      [3, 'C', null, '2030'],
      [9, 'new', null, '2026'],
    ]);
  });

  it('is as before the rollback where a key over the old values can no longer be', async () => {
    await stage.admin.query('ALTER TABLE item ADD COLUMN code VARCHAR(5) NOT NULL');
    await stage.admin.query("UPDATE item SET code = CONCAT('c', id)");
    await stage.admin.query('ALTER TABLE item ADD UNIQUE KEY code (code)');
    const { key, plan } = await run('ALTER TABLE item DROP KEY code, DROP COLUMN code');
    expect(plan).toMatchObject({ verdict: 'exact' });
    await stage.admin.query("INSERT INTO item (id, name) VALUES (8, 'new'), (9, 'new')");
    const between = await tablesOf(stage);
    const own = newKey();
    const undo = { key: own, undoes: key, plan, contentHash: 'x', onConflict: 'stop', patience } as const;
    expect(await undoStructure(stage.target, undo)).toMatchObject({
      outcome: 'no-effect',
      failure: { code: 'duplicate-key' },
    });
    expect(await tablesOf(stage)).toEqual(between);
    await stage.admin.query('DELETE FROM item WHERE id IN (8, 9)');
    expect(await undoStructure(stage.target, undo)).toMatchObject({ outcome: 'effect' });
    expect(await verifyStructure(stage.target, { key: own, plan, undoes: key })).toEqual({ verdict: 'verified' });
  }, 30_000);

  it('takes shapes back that a column without NULLs held', async () => {
    await stage.admin.query('ALTER TABLE item ADD COLUMN place POINT NULL SRID 4326');
    await stage.admin.query('UPDATE item SET place = ST_SRID(POINT(id, 1), 4326)');
    await stage.admin.query('ALTER TABLE item MODIFY place POINT NOT NULL SRID 4326, ADD SPATIAL KEY place (place)');
    const before = await tablesOf(stage);
    const { key, plan } = await run('ALTER TABLE item DROP COLUMN place');
    expect(plan).toMatchObject({ verdict: 'exact' });
    const undo = { key: newKey(), undoes: key, plan, contentHash: 'x', onConflict: 'stop', patience } as const;
    expect(await undoStructure(stage.target, undo)).toMatchObject({ outcome: 'effect' });
    expect(await tablesOf(stage)).toEqual(before);
  }, 30_000);

  it('does not run on another definition than the rehearsed one, nor undo over one', async () => {
    const plan = await planText(stage, 'ALTER TABLE loose ADD c INT');
    await stage.admin.query('ALTER TABLE loose ADD other INT');
    const key = newKey();
    const drift = { outcome: 'no-effect', failure: { code: 'drift', params: { table: 'loose' } } };
    expect(await runStructure(stage.target, { key, plan, contentHash: 'x', patience })).toMatchObject(drift);
    await stage.admin.query('ALTER TABLE loose DROP other');
    expect(await runStructure(stage.target, { key, plan, contentHash: 'x', patience })).toMatchObject({
      outcome: 'effect',
    });
    await stage.admin.query('ALTER TABLE loose ADD other INT');
    const undo = { key: newKey(), undoes: key, plan, contentHash: 'x', onConflict: 'stop', patience } as const;
    expect(await undoStructure(stage.target, undo)).toMatchObject(drift);
  });

  it('undoes the steps before one that fails', async () => {
    const before = await tablesOf(stage);
    const { key, plan, result } = await run(
      'ALTER TABLE item DROP COLUMN price; ALTER TABLE loose ADD UNIQUE KEY u (a)',
    );
    expect(result).toMatchObject({ outcome: 'no-effect', failure: { code: 'duplicate-key' } });
    expect(await tablesOf(stage)).toEqual(before);
    expect(await settleStructure(stage.target, { key, plan, undoes: null })).toEqual({ outcome: 'absent' });
    // Fenced: a worker that was only paused does not run it any more.
    expect(await runStructure(stage.target, { key, plan, contentHash: 'x', patience })).toMatchObject({
      outcome: 'unknown',
      failure: { code: 'marker-exists' },
    });
  });

  it('waits for a long transaction no longer than its limit, and holds nobody up', async () => {
    await stage.admin.query('START TRANSACTION');
    await stage.admin.query('SELECT * FROM loose');
    const begun = performance.now();
    const { result } = await run('ALTER TABLE loose ADD c INT');
    expect(result).toEqual({
      outcome: 'no-effect',
      failure: { code: 'lock-wait-timeout', params: { attempts: 2 } },
      retryable: true,
    });
    expect(performance.now() - begun).toBeLessThan(15_000);
    await stage.admin.query('COMMIT');
  }, 30_000);
});
