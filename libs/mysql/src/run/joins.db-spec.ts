// UPDATE and DELETE over joined tables: each target table is captured by its own keys, and all come back together.
import { testServers } from '@sluice/testing';
import { comesBack, makeTables, snapshots } from '../test-support/comes-back.js';
import { analyse, closeStage, openStage, run, undo, type Stage } from '../test-support/story.js';

const schema = [
  'CREATE TABLE a (id INT PRIMARY KEY, g INT, n INT, s VARCHAR(10), ts TIMESTAMP NULL ON UPDATE CURRENT_TIMESTAMP)',
  'CREATE TABLE b (x INT, y VARCHAR(5), g INT, n INT, v INT AS (n * 2) STORED, PRIMARY KEY (x, y))',
  'CREATE TABLE r (g INT PRIMARY KEY, n INT, s VARCHAR(10))',
  "INSERT INTO a (id, g, n, s) VALUES (1,1,1,'p'),(2,1,2,'q'),(3,2,3,NULL),(4,NULL,4,'s'),(5,7,5,'t')",
  "INSERT INTO b (x, y, g, n) VALUES (1,'k',1,1),(1,'l',1,2),(2,'k',2,3),(3,'m',9,4)",
  "INSERT INTO r VALUES (1,10,'one'),(2,20,'two'),(3,30,'three')",
];
const tables = ['a', 'b', 'r'];

jest.setTimeout(30_000);

describe.each(testServers())('joins on $name', (server) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(server);
  });
  afterAll(() => closeStage(stage));
  beforeEach(() => makeTables(stage, schema));

  it.each<[string, string, number]>([
    ['comma', 'UPDATE a, r SET a.n = r.n WHERE a.g = r.g', 3],
    ['JOIN and columns without their table', 'UPDATE a JOIN r USING (g) SET ts = NOW(), a.s = r.s WHERE r.n >= 10', 3],
    [
      'LEFT JOIN with rows that are not there',
      'UPDATE a LEFT JOIN r ON a.g = r.g SET a.n = IFNULL(r.n, -1), r.n = 0',
      7,
    ],
    ['several targets', "UPDATE a JOIN b ON a.g = b.g SET a.n = 100, b.n = 200, a.s = 'm'", 6],
    ['rows matched more than once', 'UPDATE a JOIN b ON a.g = b.g SET a.n = a.n + 1', 3],
    ['two names of one table, one changed', 'UPDATE a x JOIN a y ON x.g = y.g AND x.id < y.id SET x.n = y.n + 50', 1],
    [
      'a derived table',
      'UPDATE a JOIN (SELECT g, SUM(n) AS total FROM b GROUP BY g) d ON d.g = a.g SET n = d.total',
      2,
    ],
    [
      'a common table expression',
      'WITH d AS (SELECT g, MAX(n) m FROM b GROUP BY g) UPDATE a JOIN d USING (g) SET a.n = d.m + 9',
      3,
    ],
    ['STRAIGHT_JOIN and hints', 'UPDATE /*+ NO_BNL() */ a STRAIGHT_JOIN r ON a.g = r.g SET a.n = 0 WHERE r.n = 10', 2],
    ['IGNORE', "UPDATE IGNORE a JOIN r USING (g) SET a.n = 'word', a.s = 'far too long for it'", 3],
    ['no row', 'UPDATE a JOIN r ON a.g = r.g SET a.n = 0 WHERE r.n = 999', 0],
    ['rows that do not change', 'UPDATE a JOIN r ON a.g = r.g SET a.n = IF(a.id = 1, 77, a.n)', 1],
    ['DELETE of one table', 'DELETE a FROM a JOIN r ON a.g = r.g WHERE r.n = 10', 2],
    ['DELETE … USING', 'DELETE FROM a USING a JOIN r ON a.g = r.g', 3],
    ['DELETE of several', 'DELETE a, b FROM a JOIN b ON a.g = b.g', 6],
    ['DELETE by LEFT JOIN', 'DELETE a FROM a LEFT JOIN r ON a.g = r.g WHERE r.g IS NULL', 2],
    ['DELETE of both sides of a LEFT JOIN', 'DELETE a, r FROM a LEFT JOIN r ON a.g = r.g', 7],
    ['DELETE of doubles', 'DELETE x FROM a x JOIN a y ON x.g = y.g AND x.id > y.id', 1],
    ['DELETE by an alias with a star', 'DELETE z.* FROM a AS z, r WHERE z.g = r.g AND r.n = 20', 1],
    ['one table by the form of many', 'DELETE a FROM a WHERE n > 3', 2],
    ['DELETE of one table under both names', 'DELETE x, y FROM a x JOIN a y ON x.g = y.g AND x.id < y.id', 2],
  ])('%s', (_, text, rows) => comesBack(stage, text, tables, { rows }));

  it('later statements over what a join changed', () =>
    comesBack(
      stage,
      `UPDATE a JOIN b ON a.g = b.g SET a.n = 1, b.n = 2; DELETE b FROM b JOIN a USING (g) WHERE a.n = 1;
       INSERT INTO b (x, y, g, n) VALUES (1, 'k', 5, 5); UPDATE a LEFT JOIN b USING (g) SET a.s = 'z', b.n = 9`,
      tables,
    ));

  it('a conflict in one of the tables stops all of them, or is skipped', async () => {
    const before = await snapshots(stage, tables);
    const ran = await run(stage, 'UPDATE a JOIN b ON a.g = b.g SET a.n = 100, b.n = 200');
    await stage.admin.query("UPDATE b SET n = 201 WHERE x = 1 AND y = 'k'");
    const changed = await snapshots(stage, tables);
    expect((await undo(stage, ran)).result).toMatchObject({ failure: { code: 'conflicts', params: { rows: 1 } } });
    expect(await snapshots(stage, tables)).toEqual(changed);
    expect((await undo(stage, ran, 'skip')).result).toMatchObject({ outcome: 'effect', skipped: 1 });
    expect((await snapshots(stage, ['a']))[0]).toEqual(before[0]);
  });

  it.each<[string, string, string]>([
    ['statement-not-cut', 'a column of both tables', 'UPDATE a JOIN r USING (g) SET n = 1'],
    ['key-changed', 'a key under two names', 'UPDATE a x JOIN a y ON x.g = y.g SET x.id = 1, y.n = 2'],
    ['not-innodb', 'a joined table of another engine', 'UPDATE a JOIN my USING (g) SET a.n = 1'],
    ['triggers-fire', 'a trigger of the second target', 'UPDATE a JOIN tr USING (g) SET a.n = 1, tr.n = 2'],
    ['match-without-total-order', 'MATCH', "DELETE a FROM a JOIN ft ON ft.id = a.id WHERE MATCH (ft.s) AGAINST ('x')"],
  ])('%s: %s', async (code, _, text) => {
    await makeTables(stage, [
      ...schema,
      'CREATE TABLE my (g INT PRIMARY KEY) ENGINE=MyISAM',
      'CREATE TABLE ft (id INT PRIMARY KEY, s TEXT, FULLTEXT (s))',
      'CREATE TABLE tr (g INT PRIMARY KEY, n INT)',
      'CREATE TRIGGER tr_bu BEFORE UPDATE ON tr FOR EACH ROW SET NEW.n = @x',
    ]);
    const { plan } = await analyse(stage.target, text);
    expect(plan.verdict).toBe('none');
    expect(plan.reasons.map((reason) => reason.code)).toContain(code);
  });
});
