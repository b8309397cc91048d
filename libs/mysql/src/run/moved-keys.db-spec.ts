// Rows that move to other keys: the images follow them by the SET list itself.
import { testServers } from '@sluice/testing';
import { comesBack, isRefusedWhole, makeTables, snapshots } from '../test-support/comes-back.js';
import { analyse, closeStage, openStage, run, undo, type Stage } from '../test-support/story.js';

const schema = [
  'CREATE TABLE k (id INT PRIMARY KEY, u INT UNIQUE, s VARCHAR(10), j JSON, ts TIMESTAMP(3) NULL ON UPDATE CURRENT_TIMESTAMP(3), v INT AS (id * 2) STORED)',
  `INSERT INTO k (id, u, s, j) VALUES (0,10,'a','{"x":1.0}'),(1,11,'b','1'),(2,12,'a','1.0'),(5,15,NULL,NULL)`,
  'CREATE TABLE c (code VARCHAR(10), part TIMESTAMP NOT NULL, n INT, PRIMARY KEY (code, part))',
  "INSERT INTO c VALUES ('abc','2024-03-31 02:30:00',1),('Def','2024-03-31 02:30:00',2),('x ','2024-10-27 01:30:00',3)",
  'CREATE TABLE tw (id INT PRIMARY KEY, n INT)',
  'INSERT INTO tw VALUES (1,5),(2,5),(3,6)',
  'CREATE TABLE ai (id INT AUTO_INCREMENT PRIMARY KEY, n INT)',
  'INSERT INTO ai VALUES (3,1),(4,1)',
];
const tables = ['k', 'c', 'tw', 'ai'];

jest.setTimeout(30_000);

describe.each(testServers())('moved keys on $name', (server) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(server);
  });
  afterAll(() => closeStage(stage));
  beforeEach(() => makeTables(stage, schema));

  it.each<[string, string, number]>([
    ['one row', 'UPDATE k SET id = 9 WHERE id = 1', 1],
    ['every row to the next', 'UPDATE k SET id = id + 1 ORDER BY id DESC', 4],
    [
      'a swap',
      'UPDATE k SET id = 3 WHERE id = 1; UPDATE k SET id = 1 WHERE id = 2; UPDATE k SET id = 2 WHERE id = 3',
      3,
    ],
    [
      'a swap by way of signs',
      'UPDATE k SET id = -id - 1; UPDATE k SET id = CASE id WHEN -2 THEN 2 WHEN -3 THEN 1 ELSE -id - 1 END',
      8,
    ],
    ['from left to right', 'UPDATE k SET u = u + 100, id = u, s = id WHERE id > 0', 3],
    ['a unique key that permutes', 'UPDATE k SET u = u + 1 ORDER BY u DESC', 4],
    ['a key without a change', 'UPDATE k SET id = id, s = IFNULL(s, 1)', 1],
    ['no row', 'UPDATE k SET id = 9 WHERE id = 99', 0],
    ['case alone', "UPDATE c SET code = UPPER(code) WHERE code <> 'x '", 2],
    ['a moment', 'UPDATE c SET part = part + INTERVAL 1 DAY, n = n + 1', 3],
    ['rows that only their key tells apart', 'UPDATE tw SET id = id + 1 ORDER BY id DESC', 3],
    ['a row that takes the place of one that went', 'DELETE FROM k WHERE id = 5; UPDATE k SET id = 5 WHERE id = 0', 2],
    [
      'a row changed again under its new key',
      'UPDATE k SET id = 7 WHERE id = 1; UPDATE k SET s = 7 WHERE id = 7; DELETE FROM k WHERE id = 7',
      3,
    ],
    [
      'a new row under the key that one left',
      "UPDATE k SET id = 7 WHERE id = 1; INSERT INTO k (id, u, s) VALUES (1, 99, 'n')",
      2,
    ],
    ['a generated id set to its default', 'UPDATE ai SET id = DEFAULT WHERE id = 3', 1],
    ['a value read from itself', 'UPDATE k SET id = (SELECT MAX(id) + 1 FROM (SELECT id FROM k) x) WHERE id = 1', 1],
    ['an alias', "UPDATE k AS z SET z.id = z.id + 50, z.s = CONCAT(IFNULL(z.s, ''), z.id)", 4],
  ])('%s', (_, text, rows) => comesBack(stage, text, tables, { rows }));

  it('rows that move between partitions', async () => {
    await makeTables(stage, [
      'CREATE TABLE p (id INT, d INT, n INT, PRIMARY KEY (id, d)) PARTITION BY RANGE (d) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN MAXVALUE)',
      'INSERT INTO p VALUES (1,1,1),(2,2,2),(3,30,3)',
    ]);
    await comesBack(stage, 'UPDATE p SET d = d + 9', ['p'], { rows: 3 });
    await comesBack(stage, 'UPDATE p SET d = 31 - d, id = id + 1 ORDER BY id DESC', ['p'], { rows: 3 });
  });

  it('a key with ON UPDATE CURRENT_TIMESTAMP, and a generated one', async () => {
    await makeTables(stage, [
      'CREATE TABLE o (ts TIMESTAMP(6) NOT NULL ON UPDATE CURRENT_TIMESTAMP(6), a INT, n INT, PRIMARY KEY (ts, a))',
      "INSERT INTO o VALUES ('2020-01-01',1,1),('2020-01-02',2,2)",
      'CREATE TABLE g (a INT NOT NULL, k INT AS (a * 2) STORED NOT NULL PRIMARY KEY, n INT)',
      'INSERT INTO g (a, n) VALUES (1,1),(2,2)',
    ]);
    await comesBack(stage, 'UPDATE o SET n = n + 1', ['o'], { rows: 2 });
    await comesBack(stage, 'UPDATE g SET a = a + 10', ['g'], { rows: 2 });
  });

  it('the undo finds who took the old key, and who changed the row under the new one', async () => {
    const ran = await run(stage, 'UPDATE tw SET id = id + 10');
    const moved = await snapshots(stage, ['tw']);
    await stage.admin.query('INSERT INTO tw VALUES (2, 99)');
    const taken = await snapshots(stage, ['tw']);
    for (const choice of ['stop', 'skip'] as const) {
      expect((await undo(stage, ran, choice)).result).toMatchObject({ failure: { code: 'conflicts' } });
      expect(await snapshots(stage, ['tw'])).toEqual(taken);
    }
    await stage.admin.query('DELETE FROM tw WHERE id = 2');
    await stage.admin.query('UPDATE tw SET n = 0 WHERE id = 12');
    expect((await undo(stage, ran, 'skip')).result).toMatchObject({ failure: { code: 'conflicts' } });
    await stage.admin.query('UPDATE tw SET n = 5 WHERE id = 12');
    expect(await snapshots(stage, ['tw'])).toEqual(moved);
    expect((await undo(stage, ran)).result).toMatchObject({ outcome: 'effect' });
  });

  it('a copy that does not become what the row became is found before COMMIT', async () => {
    const { plan } = await analyse(stage.target, 'UPDATE tw SET id = id + 10');
    const [statement] = plan.statements;
    if (!statement?.capture) throw new Error('no capture');
    const before = await snapshots(stage, tables);
    for (const set of ['id = id + 11', 'id = id', 'id = id + 10, n = n + 1']) {
      const wrong = { ...plan, statements: [{ ...statement, capture: { ...statement.capture, set } }] };
      const { result } = await run(stage, '', { plan: wrong });
      expect(result).toMatchObject({ outcome: 'no-effect', failure: { code: 'captured-differs' } });
      expect(await snapshots(stage, tables)).toEqual(before);
    }
  });

  it('a key that is already there ends it', () =>
    isRefusedWhole(stage, 'UPDATE tw SET id = 3 WHERE id = 1', tables, 'duplicate-key'));

  it.each([['key-changed', 'a table with triggers on INSERT', 'UPDATE tr SET id = 5']])(
    '%s: %s',
    async (code, _, text) => {
      await makeTables(stage, [
        ...schema,
        'CREATE TABLE tr (id INT PRIMARY KEY)',
        'CREATE TRIGGER tr_bi BEFORE INSERT ON tr FOR EACH ROW SET NEW.id = 9',
      ]);
      const { plan } = await analyse(stage.target, text);
      expect(plan.verdict).toBe('none');
      expect(plan.reasons.map((reason) => reason.code)).toContain(code);
    },
  );
});
