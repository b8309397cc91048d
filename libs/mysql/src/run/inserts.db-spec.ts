// INSERT in all its forms, and REPLACE: what came is what was not there before, and what was there is kept.
import { openAdmin, testServers } from '@sluice/testing';
import { comesBack, isRefusedWhole, makeTables, snapshots } from '../test-support/comes-back.js';
import { analyse, closeStage, openStage, run, undo, type Stage } from '../test-support/story.js';

const schema = [
  'CREATE TABLE g (id INT PRIMARY KEY, u VARCHAR(10) UNIQUE, n INT, j JSON, ts TIMESTAMP(3) NULL ON UPDATE CURRENT_TIMESTAMP(3), v INT AS (n * 2) STORED)',
  `INSERT INTO g (id, u, n, j) VALUES (1,'a',1,'1.0'),(2,'b',2,NULL),(3,'c',3,'{}'),(4,NULL,4,NULL)`,
  'CREATE TABLE ai (id BIGINT UNSIGNED AUTO_INCREMENT PRIMARY KEY, name VARCHAR(20) UNIQUE, n INT)',
  "INSERT INTO ai VALUES (1,'x',1),(5,'y',2),(9,'z',3)",
  'CREATE TABLE empty_ai (id INT AUTO_INCREMENT PRIMARY KEY, n INT)',
  'CREATE TABLE src (id INT PRIMARY KEY, u VARCHAR(10), n INT)',
  "INSERT INTO src VALUES (2,'b2',20),(3,'A',30),(7,'q',70),(8,NULL,80)",
  'CREATE TABLE two (a INT, b VARCHAR(10), c INT, n INT, PRIMARY KEY (a, b), UNIQUE KEY (c))',
  "INSERT INTO two VALUES (1,'k',1,1),(1,'l',2,2),(2,'k',3,3)",
];
const tables = ['g', 'ai', 'empty_ai', 'src', 'two'];

jest.setTimeout(30_000);

describe.each(testServers())('inserts on $name', (server) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(server);
  });
  afterAll(() => closeStage(stage));
  beforeEach(() => makeTables(stage, schema));

  it.each<[string, string, number]>([
    ['SELECT', "INSERT INTO g (id, u, n) SELECT id + 100, CONCAT('s', id), n FROM src", 4],
    ['SELECT from itself', 'INSERT INTO g (id, n) SELECT id + 50, n FROM g', 4],
    ['SELECT without a list', 'INSERT INTO two SELECT id, u, id + 90, n FROM src WHERE u IS NOT NULL', 3],
    ['SELECT with LIMIT', 'INSERT INTO g (id, n) SELECT id + 100, n FROM src LIMIT 2', 2],
    [
      'SELECT with LIMIT, of itself',
      'INSERT INTO g (id, n) SELECT id + 50, n FROM g WHERE n > 1 ORDER BY n DESC LIMIT 1, 2',
      2,
    ],
    ['SELECT with LIMIT and generated ids', 'INSERT INTO ai (name, n) SELECT u, n FROM src ORDER BY n LIMIT 2', 2],
    [
      'SELECT with LIMIT over keys that are there',
      'INSERT INTO g (id, u, n) SELECT id, u, n FROM src LIMIT 3 ON DUPLICATE KEY UPDATE n = 0',
      3,
    ],
    ['TABLE', 'DELETE FROM src WHERE id < 7; INSERT INTO src TABLE src_more', 4],
    ['VALUES ROW', "INSERT INTO g (id, u) VALUES ROW(10, 'r'), ROW(11, DEFAULT)", 2],
    [
      'a common table expression',
      'INSERT INTO g (id, n) WITH m AS (SELECT MAX(id) id FROM src) SELECT id + 1, 5 FROM m',
      1,
    ],
    ['SELECT with generated ids', 'INSERT INTO ai (name, n) SELECT u, n FROM src', 4],
    ['generated ids into an empty table', 'INSERT INTO empty_ai (n) SELECT n FROM src', 4],
    ['mixed ids', "INSERT INTO ai VALUES (3,'given',1),(NULL,'made',2),(100,'given too',3),(0,'made too',4)", 4],
    ['empty rows', 'INSERT INTO empty_ai () VALUES (), ()', 2],
    ['no row', 'INSERT INTO g (id) SELECT id FROM src WHERE n > 999', 0],
    [
      'IGNORE of keys that are there',
      "INSERT IGNORE INTO g (id, u) VALUES (1,'no'),(20,'yes'),(21,'a'),(20,'twice')",
      1,
    ],
    ['IGNORE that converts', "INSERT IGNORE INTO g (id, u, n) VALUES ('30x','much too long for it','word')", 1],
    ['IGNORE SELECT', 'INSERT IGNORE INTO g (id, u, n) SELECT id, u, n FROM src', 2],
    ['IGNORE with generated ids', "INSERT IGNORE INTO ai (name, n) VALUES ('x',9),('new',9),('y',9),('NEW',9)", 1],
    [
      'ON DUPLICATE KEY UPDATE by the key',
      "INSERT INTO g (id, u, n) VALUES (1,'zz',5),(40,'nn',6) ON DUPLICATE KEY UPDATE n = VALUES(n)",
      2,
    ],
    [
      'ON DUPLICATE KEY UPDATE by another key',
      "INSERT INTO g (id, u, n) VALUES (50,'A',5) AS w ON DUPLICATE KEY UPDATE n = g.n + w.n, j = '1'",
      1,
    ],
    [
      'ON DUPLICATE KEY UPDATE of a counter',
      "INSERT INTO ai (name, n) VALUES ('x',1),('new',1) ON DUPLICATE KEY UPDATE n = n + VALUES(n)",
      2,
    ],
    [
      'ON DUPLICATE KEY UPDATE without a change',
      "INSERT INTO ai (name, n) VALUES ('x',1),('y',7) ON DUPLICATE KEY UPDATE n = VALUES(n)",
      1,
    ],
    [
      'ON DUPLICATE KEY UPDATE of a unique value',
      "INSERT INTO two VALUES (1,'k',9,9) ON DUPLICATE KEY UPDATE c = 50, n = 5",
      1,
    ],
    [
      'ON DUPLICATE KEY UPDATE from SELECT',
      'INSERT INTO g (id, u, n) SELECT id, u, n FROM src ON DUPLICATE KEY UPDATE n = g.n + 1000',
      4,
    ],
    ['ON DUPLICATE KEY UPDATE by SET', "INSERT INTO two SET a = 2, b = 'K', n = 8 ON DUPLICATE KEY UPDATE n = 88", 1],
    [
      'a key moved by ON DUPLICATE KEY UPDATE',
      'INSERT INTO g (id, n) VALUES (1,5),(40,6) ON DUPLICATE KEY UPDATE id = g.id + 90, n = VALUES(n)',
      2,
    ],
    [
      'a key moved by an alias',
      "INSERT INTO g (id, u) VALUES (2,'zz') AS w ON DUPLICATE KEY UPDATE id = w.id + 50, SCHEMA_.g.u = w.u",
      1,
    ],
    [
      'a key moved by another key',
      "INSERT INTO g (id, u) VALUES (50,'A'),(51,'b') ON DUPLICATE KEY UPDATE id = VALUES(id)",
      2,
    ],
    [
      'a key moved out of a query',
      'INSERT INTO g (id, u, n) SELECT id, u, n FROM src ON DUPLICATE KEY UPDATE id = g.id + 30, n = 1',
      4,
    ],
    [
      'a key moved without a list',
      "INSERT INTO two VALUES (1,'K',9,9),(7,'x',3,1) ON DUPLICATE KEY UPDATE b = 'moved', n = 5",
      2,
    ],
    [
      'a key moved to where another was',
      "INSERT INTO two VALUES (1,'k',0,0) ON DUPLICATE KEY UPDATE a = 8; INSERT INTO two VALUES (2,'k',0,0) ON DUPLICATE KEY UPDATE a = 1",
      2,
    ],
    [
      'a key that stays as it is',
      'INSERT INTO g (id, n) VALUES (1,1),(2,9) ON DUPLICATE KEY UPDATE id = g.id, n = VALUES(n)',
      1,
    ],
    ['REPLACE of one', "REPLACE INTO g (id, u, n) VALUES (1,'new',9)", 1],
    ['REPLACE that takes two', "REPLACE INTO g (id, u, n) VALUES (1,'b',9),(60,'n',1)", 2],
    ['REPLACE SET', "REPLACE g SET id = 3, u = 'c', n = 3, j = '{}'", 0],
    ['REPLACE SELECT', 'REPLACE INTO g (id, u, n) SELECT id, u, n FROM src', 4],
    ['REPLACE with generated ids', "REPLACE INTO ai (name, n) VALUES ('x',7),('new',8)", 2],
    ['REPLACE of a composite key', "REPLACE INTO two VALUES (1,'K',3,9)", 1],
  ])('%s', async (name, text, rows) => {
    if (name === 'TABLE')
      await stage.admin.query('CREATE TABLE src_more SELECT 11 + 0 AS id, "m" AS u, 1 AS n UNION SELECT 12, "o", 2');
    await comesBack(stage, text.replace('SCHEMA_', stage.scratch.name), tables, { rows });
  });

  it('several statements over the same rows', () =>
    comesBack(
      stage,
      `INSERT INTO ai (name, n) SELECT u, n FROM src; UPDATE ai SET n = 0 WHERE name = 'q'; DELETE FROM ai WHERE id > 9 AND name IS NULL;
       REPLACE INTO ai (name, n) VALUES ('q', 5); INSERT INTO ai (name) VALUES ('q') ON DUPLICATE KEY UPDATE n = 6; DELETE FROM ai WHERE name = 'x'`,
      tables,
    ));

  it.each([
    ['duplicate-key', 'INSERT INTO g (id) SELECT id FROM src'],
    ['captured-differs', "INSERT INTO ai (name, n) VALUES ('new',1),('new',2) ON DUPLICATE KEY UPDATE n = n + 1"],
    ['captured-differs', 'REPLACE INTO g (id, n) VALUES (70,1),(70,2)'],
    [
      'captured-differs',
      'INSERT INTO g (id, n) VALUES (1,5),(91,6) ON DUPLICATE KEY UPDATE id = g.id + 90, n = VALUES(n)',
    ],
    ['duplicate-key', 'INSERT INTO g (id) VALUES (1) ON DUPLICATE KEY UPDATE id = 2'],
  ])('%s, and all is left: %s', (code, text) => isRefusedWhole(stage, text, tables, code));

  it('rows other than those that LIMIT took for the stage are found before COMMIT', async () => {
    const texts = [
      'INSERT INTO g (id, n) SELECT id + 100, n FROM src LIMIT 2',
      'INSERT IGNORE INTO g (id, n) SELECT id + 100, n FROM src LIMIT 2',
      'INSERT INTO g (id, n) SELECT id, n FROM src LIMIT 2 ON DUPLICATE KEY UPDATE n = 0',
    ];
    const before = await snapshots(stage, tables);
    for (const text of texts) {
      const { plan } = await analyse(stage.target, text);
      const [statement] = plan.statements;
      if (!statement?.insert) throw new Error('no insert');
      const insert = { ...statement.insert, source: statement.insert.source.replace('LIMIT 2', 'LIMIT 1, 2') };
      const { result } = await run(stage, '', { plan: { ...plan, statements: [{ ...statement, insert }] } });
      expect(result).toMatchObject({ outcome: 'no-effect', failure: { code: 'captured-differs' } });
      expect(await snapshots(stage, tables)).toEqual(before);
    }
  });

  it('a row that REPLACE took by LIMIT could hide behind one that is the same again', async () => {
    await makeTables(stage, [
      'CREATE TABLE r (id INT PRIMARY KEY, n INT)',
      'INSERT INTO r VALUES (1,1),(2,2),(3,3)',
      'CREATE TABLE s (id INT PRIMARY KEY, n INT, o INT)',
      'INSERT INTO s VALUES (1,11,0),(2,2,1),(3,33,1)',
    ]);
    const { plan } = await analyse(stage.target, 'REPLACE INTO r SELECT id, n FROM s ORDER BY o LIMIT 2');
    expect(plan).toMatchObject({ verdict: 'none', reasons: [{ code: 'limit-without-total-order' }] });
  });

  it('an upsert that moves other rows than its copy did is found before COMMIT', async () => {
    const { plan } = await analyse(
      stage.target,
      'INSERT INTO g (id, n) VALUES (1,5),(40,6) ON DUPLICATE KEY UPDATE id = g.id + 90, n = VALUES(n)',
    );
    const [statement] = plan.statements;
    if (!statement?.insert?.upsert) throw new Error('no upsert');
    const before = await snapshots(stage, tables);
    for (const upsert of ['id = g.id + 91, n = VALUES(n)', 'id = g.id', 'id = g.id + 90, n = 7', 'n = VALUES(n)']) {
      const insert = { ...statement.insert, upsert: `ON DUPLICATE KEY UPDATE ${upsert}` };
      const { result } = await run(stage, '', { plan: { ...plan, statements: [{ ...statement, insert }] } });
      expect(result).toMatchObject({ outcome: 'no-effect', failure: { code: 'captured-differs' } });
      expect(await snapshots(stage, tables)).toEqual(before);
    }
  });

  it('a row that others insert meanwhile waits, and is not taken for ours', async () => {
    const other = await openAdmin(server, { database: stage.scratch.name });
    try {
      await other.query('BEGIN');
      await other.query("INSERT INTO ai (name, n) VALUES ('theirs', 1)");
      const running = run(stage, 'INSERT INTO ai (name, n) SELECT u, n FROM src', { limits: { lockWaitSeconds: 10 } });
      await new Promise((resolve) => setTimeout(resolve, 700));
      await other.query('COMMIT');
      const ran = await running;
      expect(ran.result).toMatchObject({ outcome: 'effect', changed: [{ rows: 4 }] });
      expect((await undo(stage, ran)).result).toMatchObject({ outcome: 'effect' });
      const [rows] = await stage.admin.query('SELECT name FROM ai ORDER BY id');
      expect(rows).toEqual([{ name: 'x' }, { name: 'y' }, { name: 'z' }, { name: 'theirs' }]);
    } finally {
      await other.end();
    }
  });

  it('an updated row that others changed since is a conflict', async () => {
    const ran = await run(stage, "INSERT INTO ai (name, n) VALUES ('x',1),('new',1) ON DUPLICATE KEY UPDATE n = 50");
    await stage.admin.query("UPDATE ai SET n = 51 WHERE name = 'x'");
    const changed = await snapshots(stage, ['ai']);
    expect((await undo(stage, ran)).result).toMatchObject({ failure: { code: 'conflicts', params: { rows: 1 } } });
    expect(await snapshots(stage, ['ai'])).toEqual(changed);
    expect((await undo(stage, ran, 'overwrite')).result).toMatchObject({ outcome: 'effect' });
  });

  it.each([
    ['key-changed', "INSERT INTO ai (name) VALUES ('x') ON DUPLICATE KEY UPDATE id = 99"],
    ['insert-key-not-known', 'REPLACE INTO pre VALUES (1, 1)'],
    ['insert-key-not-known', 'INSERT INTO def (n) VALUES (1)'],
    ['insert-key-not-known', 'INSERT INTO def (n) SELECT n FROM src'],
    ['limit-without-total-order', 'INSERT INTO g (id) SELECT id + 100 FROM (SELECT id FROM src LIMIT 2) d'],
    ['triggers-fire', 'INSERT INTO tr VALUES (1) ON DUPLICATE KEY UPDATE id = id'],
    ['triggers-fire', 'REPLACE INTO trd VALUES (1)'],
    ['undo-triggers-fire', 'INSERT INTO trd VALUES (1) ON DUPLICATE KEY UPDATE id = id'],
    ['locking-clause', 'INSERT INTO g (id) SELECT id + 100 FROM src FOR UPDATE'],
    ['nondeterministic-function', 'INSERT INTO g (id) SELECT RAND() * 1000 FROM src'],
  ])('%s: %s', async (code, text) => {
    await makeTables(stage, [
      ...schema,
      'CREATE TABLE pre (id INT PRIMARY KEY, s VARCHAR(10), UNIQUE KEY (s(2)))',
      'CREATE TABLE def (id VARCHAR(36) PRIMARY KEY DEFAULT (UUID()), n INT)',
      'CREATE TABLE tr (id INT PRIMARY KEY)',
      'CREATE TRIGGER tr_bu BEFORE UPDATE ON tr FOR EACH ROW SET NEW.id = 9',
      'CREATE TABLE trd (id INT PRIMARY KEY)',
      'CREATE TRIGGER trd_ad BEFORE DELETE ON trd FOR EACH ROW DELETE FROM tr',
    ]);
    const { plan } = await analyse(stage.target, text);
    expect(plan.verdict).toBe('none');
    expect(plan.reasons.map((reason) => reason.code)).toContain(code);
  });

  it('UPDATE IGNORE leaves out rows whose new value is taken', () =>
    comesBack(stage, "UPDATE IGNORE g SET u = IF(id = 3, 'bq', CONCAT(u, 'q')), n = 'word'", tables, { rows: 3 }));
});
