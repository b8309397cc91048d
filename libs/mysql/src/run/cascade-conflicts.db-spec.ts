// What others do to the children: between filing and run, while it runs, and before the undo.
import { openAdmin, testServers } from '@sluice/testing';
import { makeTables, snapshots } from '../test-support/comes-back.js';
import { analyse, closeStage, openStage, run, undo, verify, verifyUndone, type Stage } from '../test-support/story.js';

// Many tables a test: slow where others work on the machine too.
jest.setTimeout(60_000);

const schema = [
  'CREATE TABLE p (id INT PRIMARY KEY, u INT UNIQUE)',
  'CREATE TABLE c (id INT PRIMARY KEY, p INT, w INT UNIQUE, n INT, FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE ON UPDATE CASCADE)',
  'CREATE TABLE s (id INT PRIMARY KEY, u INT, FOREIGN KEY (u) REFERENCES p (u) ON DELETE SET NULL ON UPDATE CASCADE)',
  'CREATE TABLE k (p INT, i INT, PRIMARY KEY (p, i), FOREIGN KEY (p) REFERENCES p (id) ON UPDATE CASCADE ON DELETE CASCADE)',
  'INSERT INTO p VALUES (1,1),(2,2),(3,3)',
  'INSERT INTO c VALUES (1,1,1,0),(2,1,2,0),(3,2,3,0)',
  'INSERT INTO s VALUES (1,1),(2,1),(3,2)',
  'INSERT INTO k VALUES (1,1),(2,1),(3,1)',
];
const tables = ['p', 'c', 's', 'k'];

describe.each(testServers())('cascades and others on $name', (server) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(server);
  });
  afterAll(() => closeStage(stage), 60_000);
  beforeEach(() => makeTables(stage, schema));

  it.each<[string, string, string]>([
    ['a child that became another', 'UPDATE p SET id = 9 WHERE id = 1', 'UPDATE c SET n = 1 WHERE id = 1'],
    ['a child that got another parent', 'DELETE FROM p WHERE id = 1', 'UPDATE s SET u = 3 WHERE id = 1'],
    ['a child that is gone', 'UPDATE p SET u = 9 WHERE id = 1', 'DELETE FROM s WHERE id = 1'],
    ['a new child of the new key', 'UPDATE p SET id = 9 WHERE id = 1', 'INSERT INTO c VALUES (7,9,7,0)'],
    ['a new child of a key in the middle', 'UPDATE p SET id = 9 WHERE id = 1', 'INSERT INTO k VALUES (9,7)'],
    ['a child under the old key', 'DELETE FROM p WHERE id = 1', 'INSERT INTO c VALUES (1,2,7,0)'],
    ["a child's unique value", 'DELETE FROM p WHERE id = 1', 'INSERT INTO c VALUES (8,2,1,0)'],
  ])('%s stops the undo', async (_, text, others) => {
    const ran = await run(stage, text);
    expect(ran.plan.reasons).toEqual([]);
    expect(ran.result).toMatchObject({ outcome: 'effect' });
    expect(await verify(stage, ran)).toEqual({ verdict: 'verified' });
    await stage.admin.query(others);
    const changed = await snapshots(stage, tables);
    expect((await undo(stage, ran)).result).toMatchObject({ failure: { code: 'conflicts' } });
    expect(await snapshots(stage, tables)).toEqual(changed);
  });

  it('a child that others changed stays where the rest goes back', async () => {
    const before = await snapshots(stage, ['p', 'c', 'k']);
    const ran = await run(stage, 'DELETE FROM p WHERE id = 1');
    await stage.admin.query('UPDATE s SET u = 3 WHERE id = 1');
    const undone = await undo(stage, ran, 'skip');
    expect(undone.result).toMatchObject({ outcome: 'effect', skipped: 1 });
    expect(await snapshots(stage, ['p', 'c', 'k'])).toEqual(before);
    expect((await snapshots(stage, ['s']))[0]?.slice(1)).toEqual(['31|33', '32|31', '33|32']);
    expect(await verifyUndone(stage, ran, undone.key)).toEqual({ verdict: 'verified' });
  });

  it('a child that others changed is overwritten where that was chosen', async () => {
    const before = await snapshots(stage, tables);
    const ran = await run(stage, 'DELETE FROM p WHERE id = 1');
    await stage.admin.query('UPDATE s SET u = 3 WHERE id = 1');
    expect((await undo(stage, ran, 'overwrite')).result).toMatchObject({ outcome: 'effect', skipped: 0 });
    expect(await snapshots(stage, tables)).toEqual(before);
  });

  it('a child that gets a trigger, or another key, after the approval voids it', async () => {
    for (const others of [
      'CREATE TRIGGER c_ad AFTER DELETE ON c FOR EACH ROW DELETE FROM s',
      'ALTER TABLE k ADD COLUMN z INT',
      'CREATE TABLE late (p INT, FOREIGN KEY (p) REFERENCES c (id) ON DELETE CASCADE)',
    ]) {
      await makeTables(stage, schema);
      const { plan } = await analyse(stage.target, 'DELETE FROM p WHERE id = 1');
      await stage.admin.query(others);
      const before = await snapshots(stage, tables);
      const { result } = await run(stage, '', { plan });
      expect(result).toMatchObject({ outcome: 'no-effect', failure: { code: 'drift' } });
      expect(await snapshots(stage, tables)).toEqual(before);
    }
  });

  it('a tie that the plan does not know is noticed before COMMIT', async () => {
    const { plan } = await analyse(stage.target, 'DELETE FROM p WHERE id = 1');
    const [statement] = plan.statements;
    const ties = statement?.ties ?? [];
    expect(ties).toHaveLength(3);
    for (const left of ties) {
      const before = await snapshots(stage, tables);
      const fewer = plan.statements.map((one) => ({ ...one, ties: ties.filter((tie) => tie !== left) }));
      const { result } = await run(stage, '', { plan: { ...plan, statements: fewer } });
      expect(result).toMatchObject({ outcome: 'no-effect', failure: { code: 'surprise-side-effect' } });
      expect(await snapshots(stage, tables)).toEqual(before);
    }
  });

  it('more rows than the limit allows end it, those of children too', async () => {
    const before = await snapshots(stage, tables);
    const { result } = await run(stage, 'DELETE FROM p WHERE id = 1', { limits: { rowLimit: 5 } });
    expect(result).toMatchObject({ failure: { code: 'row-limit', params: { rows: 6 } } });
    expect(await snapshots(stage, tables)).toEqual(before);
  });

  it('writers who add and move children meanwhile lose nothing', async () => {
    const writers = await Promise.all([openAdmin(server), openAdmin(server)]);
    let stop = false;
    const writing = writers.map(async (writer, w) => {
      await writer.query(`USE \`${stage.scratch.name}\``);
      await writer.query('SET SESSION innodb_lock_wait_timeout = 1');
      for (let i = 0; !stop; i++) {
        const id = 1000 + w * 1_000_000 + i;
        const texts = [
          `INSERT INTO c VALUES (${String(id)}, ${String((i % 3) + 1)}, NULL, 0)`,
          `UPDATE c SET p = ${String((i % 3) + 1)} WHERE id = ${String(id - 1)}`,
          `DELETE FROM c WHERE id = ${String(id - 2)}`,
          `INSERT IGNORE INTO s VALUES (${String(id)}, ${String((i % 2) + 1)})`,
        ];
        // No parent, a deadlock or a lock wait: theirs to bear.
        await writer.query(texts[i % 4] ?? '').catch(() => undefined);
      }
    });
    try {
      for (let round = 0; round < 12; round++) {
        const text = round % 2 === 0 ? 'DELETE FROM p WHERE id = 1' : 'UPDATE p SET id = 11, u = 11 WHERE id = 2';
        const ran = await run(stage, text);
        if (ran.result.outcome !== 'effect') {
          expect(ran.result).toMatchObject({ retryable: true });
          continue;
        }
        const [orphans] = await stage.admin.query(
          'SELECT id FROM c WHERE p IS NOT NULL AND p NOT IN (SELECT id FROM p)',
        );
        expect(orphans).toEqual([]);
        const undone = await undo(stage, ran, 'stop');
        if (undone.result.outcome === 'effect') continue;
        // A child was added to the new key, or a SET NULL row moved on: seen, and left alone.
        expect(['conflicts', 'deadlock', 'lock-wait-timeout']).toContain(undone.result.failure.code);
        await stage.admin.query('INSERT IGNORE INTO p VALUES (1,1),(2,2)');
      }
    } finally {
      stop = true;
      await Promise.all(writing);
      await Promise.all(writers.map((writer) => writer.end()));
    }
  }, 120_000);

  it('a child in another schema comes back too', async () => {
    const other = `${stage.scratch.name}_b`;
    await stage.admin.query(`CREATE DATABASE ${other}`);
    try {
      await stage.admin.query(
        `CREATE TABLE ${other}.c (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES ${stage.scratch.name}.p (id) ON DELETE CASCADE)`,
      );
      await stage.admin.query(`INSERT INTO ${other}.c VALUES (1,1),(2,2)`);
      const ran = await run(stage, 'DELETE FROM p WHERE id = 1');
      expect(ran.result).toMatchObject({ outcome: 'effect' });
      const count = async (): Promise<unknown> => (await stage.admin.query(`SELECT * FROM ${other}.c`))[0];
      expect(await count()).toEqual([{ id: 2, p: 2 }]);
      expect((await undo(stage, ran)).result).toMatchObject({ outcome: 'effect' });
      expect(await count()).toEqual([
        { id: 1, p: 1 },
        { id: 2, p: 2 },
      ]);
    } finally {
      await stage.admin.query(`DROP DATABASE ${other}`);
    }
  });
});
