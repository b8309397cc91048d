// Joined tables where more than values move: keys, and one table under two names. Copies of the rows say what became of which.
import { testServers } from '@sluice/testing';
import { comesBack, isRefusedWhole, makeTables, snapshots } from '../test-support/comes-back.js';
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

describe.each(testServers())('keys of joined tables on $name', (server) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(server);
  });
  afterAll(() => closeStage(stage));
  beforeEach(() => makeTables(stage, schema));

  it.each<[string, string, number]>([
    ['a key by its own value', 'UPDATE a JOIN r USING (g) SET a.id = a.id + 100', 3],
    ['a key out of another table', 'UPDATE r, a SET a.id = r.n + a.id, a.s = r.s WHERE r.g = a.g', 3],
    [
      'keys of both tables',
      "UPDATE a JOIN b ON a.g = b.g AND a.id > 2 SET a.id = a.id + 10, b.x = b.x + 20, b.y = 'z'",
      2,
    ],
    ['a key, and values of another', 'UPDATE b JOIN a ON a.id = b.x SET b.x = b.x + 50, a.n = a.n + 1', 7],
    ['LEFT JOIN with rows that are not there', 'UPDATE r LEFT JOIN a ON a.g = r.g SET a.id = a.id + 30, r.n = 0', 6],
    ['rows matched more than once', 'UPDATE a JOIN b ON a.g = b.g SET a.id = a.id + 40', 3],
    ['its own table by another name', 'UPDATE a x JOIN a y ON x.g = y.g AND x.id < y.id SET x.id = y.id + 60', 1],
    ['a derived table of itself', 'UPDATE a JOIN (SELECT MAX(id) m FROM a) d SET a.id = d.m + a.id', 5],
    [
      'PARTITION, alias and index hint',
      'UPDATE a AS z USE INDEX (PRIMARY) STRAIGHT_JOIN r ON z.g = r.g SET z.id = z.id + 70 WHERE r.n > 0',
      3,
    ],
    [
      'a common table expression',
      'WITH d AS (SELECT g, MAX(n) m FROM b GROUP BY g) UPDATE a JOIN d USING (g) SET a.id = a.id + d.m * 10',
      3,
    ],
    [
      'a list that names the schema',
      'UPDATE a JOIN r ON SCHEMA_.a.g = r.g SET SCHEMA_.a.id = SCHEMA_.a.id + r.n, `SCHEMA_`.r.n = 0 WHERE SCHEMA_.a.n > 0',
      5,
    ],
    ['a list that names the schema, of one table', 'UPDATE a SET a.id = SCHEMA_.a.id + 10, SCHEMA_.a.n = 3', 5],
    ['IGNORE, a key that is taken', 'UPDATE IGNORE a JOIN r USING (g) SET a.id = IF(a.id = 2, 5, a.id + 100)', 2],
    ['keys that stay as they are', 'UPDATE a JOIN r USING (g) SET a.id = a.id, a.n = 9', 3],
    ['no row', 'UPDATE a JOIN r USING (g) SET a.id = 5 WHERE r.n = 999', 0],
    ['two names of one table', "UPDATE a x JOIN a y ON x.g = y.g AND x.id < y.id SET x.n = 50, y.s = 'two'", 2],
    [
      'two names of one table, one row unchanged',
      "UPDATE a x JOIN a y ON x.g = y.g AND x.id < y.id SET x.n = 1, y.s = 'two'",
      1,
    ],
  ])('%s', (_, text, rows) => comesBack(stage, text.replaceAll('SCHEMA_', stage.scratch.name), tables, { rows }));

  it('a row that both of its names change aborts all', () =>
    isRefusedWhole(
      stage,
      'UPDATE a x JOIN a y ON x.g = y.g SET x.n = 77, y.s = CONCAT(y.s, 1)',
      tables,
      'captured-differs',
    ));

  it('a copy that does not become what the row became is found before COMMIT, and no copy reaches what is live', async () => {
    const { plan } = await analyse(stage.target, 'UPDATE a JOIN r USING (g) SET a.id = a.id + 100, r.n = 0');
    const [statement] = plan.statements;
    if (!statement?.capture?.copyRefs) throw new Error('no copies');
    const before = await snapshots(stage, tables);
    const wrong = [
      { set: 'a.id = a.id + 101, r.n = 0' },
      { set: 'a.id = a.id + 100, r.n = 1' },
      { copyRefs: ['a JOIN r USING (g)'] },
      { copyTail: 'WHERE a.id = 1' },
    ];
    for (const part of wrong) {
      const capture = { ...statement.capture, ...part };
      const { result } = await run(stage, '', { plan: { ...plan, statements: [{ ...statement, capture }] } });
      expect(result).toMatchObject({ outcome: 'no-effect', failure: { code: 'captured-differs' } });
      expect(await snapshots(stage, tables)).toEqual(before);
    }
  });

  it('rows of joined tables go back together or not at all', async () => {
    const ran = await run(stage, 'UPDATE a JOIN r USING (g) SET a.id = a.id + 100, r.n = 0');
    await stage.admin.query('UPDATE r SET n = 5 WHERE g = 1');
    const changed = await snapshots(stage, tables);
    for (const choice of ['stop', 'skip'] as const) {
      expect((await undo(stage, ran, choice)).result).toMatchObject({ failure: { code: 'conflicts' } });
      expect(await snapshots(stage, tables)).toEqual(changed);
    }
  });
});
