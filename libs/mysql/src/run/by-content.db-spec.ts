// Tables without a usable key: rows are told apart by all that they hold, and equal ones are counted.
import { hasMysqlClient, openAdmin, runMysqlClient, testServers } from '@sluice/testing';
import { comesBack, makeTables, snapshots } from '../test-support/comes-back.js';
import { findConflicts } from '../undo/find-conflicts.js';
import { previewUndo } from '../undo/preview-undo.js';
import { streamRollbackScript } from '../undo/rollback-script.js';
import { analyse, closeStage, openStage, run, undo, verify, type Stage } from '../test-support/story.js';

const schema = [
  `CREATE TABLE v (a INT, s VARCHAR(20) COLLATE utf8mb4_0900_ai_ci, d DATE, ts TIMESTAMP(3) NULL, f FLOAT, j JSON, e ENUM('x','y'), b BLOB,
     hid INT INVISIBLE DEFAULT 7, g INT AS (a + 1) VIRTUAL, st INT AS (a * 2) STORED, UNIQUE KEY (s, a))`,
  `INSERT INTO v (a, s, d, ts, f, j, e, b, hid) VALUES (1,'a','0000-00-00','2024-03-31 01:30:00',0.1,'{"x":1.0}','x','b',1),
     (2,'A','2024-00-00',NULL,-0.0,'1',0,NULL,2),(3,NULL,NULL,'2024-10-27 00:30:00.5',0.0,'1.0','y','',NULL)`,
  'CREATE TABLE w (n INT, s VARCHAR(10), up TIMESTAMP(3) NULL ON UPDATE CURRENT_TIMESTAMP(3), KEY (n))',
  "INSERT INTO w (n, s) VALUES (1,'a'),(1,'a'),(1,'a'),(2,'b'),(2,'B'),(3,NULL),(3,NULL)",
  'CREATE TABLE pre (s VARCHAR(20) NOT NULL, n INT, UNIQUE KEY (s(3)))',
  "INSERT INTO pre VALUES ('abcd', 1), ('xyz', 2)",
  'CREATE TABLE p (d INT, n INT) PARTITION BY RANGE (d) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN MAXVALUE)',
  'INSERT INTO p VALUES (1,1),(1,1),(20,2)',
  'CREATE TABLE par (id INT PRIMARY KEY)',
  'CREATE TABLE kid (p INT, n INT, FOREIGN KEY (p) REFERENCES par (id))',
  'INSERT INTO par VALUES (1),(2)',
  'INSERT INTO kid VALUES (1,1),(1,1),(2,2),(NULL,3)',
];
const tables = ['v', 'w', 'pre', 'p', 'par', 'kid'];

jest.setTimeout(30_000);

describe.each(testServers())('rows without a key on $name', (server) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(server);
  });
  afterAll(() => closeStage(stage));
  beforeEach(() => makeTables(stage, schema));

  it.each<[string, string, number]>([
    ['DELETE of all', 'DELETE FROM w', 7],
    ['DELETE of every type', 'DELETE FROM v', 3],
    ['DELETE of some of what is equal', 'DELETE FROM w WHERE n < 3 ORDER BY n, s, up LIMIT 2', 2],
    ['DELETE by an alias', 'DELETE FROM w AS z WHERE z.s IS NULL', 2],
    ['DELETE of a partition', 'DELETE FROM p PARTITION (p0)', 2],
    ['DELETE of nothing', 'DELETE FROM w WHERE n = 99', 0],
    ['UPDATE of all', 'UPDATE w SET n = n + 1', 7],
    ['UPDATE to what others are', "UPDATE w SET n = 2, s = 'b' WHERE n = 1", 3],
    ['UPDATE that goes round', 'UPDATE w SET n = n % 3 + 1', 7],
    ['UPDATE of case and sign alone', 'UPDATE v SET s = UPPER(s), f = -f', 3],
    ['UPDATE of JSON and ENUM', `UPDATE v SET j = '{"x":1}', e = 'y', hid = 5`, 3],
    ['UPDATE without a change', 'UPDATE w SET n = n', 0],
    ['UPDATE of some', "UPDATE w SET s = IF(n = 1, 'z', s)", 3],
    ['UPDATE of some of what is equal', "UPDATE w SET s = 'one' ORDER BY n, s, up LIMIT 1", 1],
    [
      'UPDATE from left to right, of a moment',
      "UPDATE v SET a = a + 10, ts = IF(a > 10, ts + INTERVAL 1 SECOND, NULL), d = '2024-01-01'",
      3,
    ],
    ['UPDATE that moves rows between partitions', 'UPDATE p SET d = 21 - d', 3],
    ['UPDATE with a subquery on itself', 'UPDATE w SET n = (SELECT MAX(n) FROM (SELECT n FROM w) x) WHERE n = 1', 3],
    ['UPDATE of a table with a unique prefix', "UPDATE pre SET s = CONCAT('9', s)", 2],
    ['UPDATE by its schema', 'UPDATE w SET SCHEMA_.w.n = SCHEMA_.w.n + 5', 7],
    ['INSERT', "INSERT INTO w (n, s) VALUES (1,'a'),(9,'new'),(9,'new')", 3],
    [
      'INSERT of every type',
      "INSERT INTO v (a, s, ts, f, j, e) VALUES (5,'é','2024-01-01 10:00:00.123',1e-10,'[1.5]','y'),(6,NULL,NULL,NULL,NULL,NULL)",
      2,
    ],
    ['INSERT SELECT of itself', 'INSERT INTO w (n, s, up) SELECT n, s, up FROM w', 7],
    ['INSERT SET', 'INSERT INTO kid SET p = 2, n = 2', 1],
    ['INSERT … of nothing', 'INSERT INTO w (n) SELECT n FROM w WHERE n > 99', 0],
    [
      'several statements over the same rows',
      `UPDATE w SET n = n + 1; DELETE FROM w WHERE n = 2 ORDER BY n, s, up LIMIT 2; INSERT INTO w (n, s) VALUES (2,'a'),(3,'b');
       UPDATE w SET s = 'all' WHERE n > 2; DELETE FROM kid WHERE p = 1; UPDATE par SET id = 5 WHERE id = 1`,
      19,
    ],
  ])('%s', (_, text, rows) => comesBack(stage, text.replaceAll('SCHEMA_', stage.scratch.name), tables, { rows }));

  it('zero dates stop neither capture nor undo under a strict mode', () =>
    comesBack(stage, 'UPDATE v SET hid = hid + 1; DELETE FROM v', tables, {
      mode: 'STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE',
    }));

  it('others’ equal rows stay, and rows changed since are a conflict that nothing overwrites', async () => {
    const ran = await run(stage, "UPDATE w SET s = 'mine' WHERE n = 1");
    await stage.admin.query("INSERT INTO w (n, s) SELECT n, s FROM w WHERE s = 'mine' LIMIT 1");
    await stage.admin.query("UPDATE w SET up = (SELECT u FROM (SELECT MAX(up) u FROM w) x) WHERE s = 'mine'");
    expect(await verify(stage, ran)).toEqual({ verdict: 'verified' });
    await stage.admin.query("UPDATE w SET s = 'theirs' WHERE s = 'mine' LIMIT 2");
    const changed = await snapshots(stage, tables);
    const found = await findConflicts(stage.target, { key: ran.key, plan: ran.plan, cap: 5 });
    expect(found).toMatchObject({
      total: 1,
      choices: ['stop'],
      conflicts: [{ kind: 'changed', before: null, now: null }],
    });
    expect(found.conflicts[0]?.written?.[1]).toBe('mine');
    for (const choice of ['stop', 'skip', 'overwrite'] as const) {
      expect((await undo(stage, ran, choice)).result).toMatchObject({
        failure: { code: 'conflicts', params: { rows: 1 } },
      });
      expect(await snapshots(stage, tables)).toEqual(changed);
    }
    expect(await verify(stage, ran)).toMatchObject({ verdict: 'failed', failure: { code: 'images-differ' } });
    await stage.admin.query("UPDATE w SET up = up, s = 'mine' WHERE s = 'theirs' LIMIT 1");
    await stage.admin.query("UPDATE w SET up = (SELECT u FROM (SELECT MIN(up) u FROM w) x) WHERE s = 'mine'");
    expect((await undo(stage, ran)).result).toMatchObject({ outcome: 'effect' });
    const [rows] = await stage.admin.query('SELECT n, s FROM w WHERE n = 1 ORDER BY s');
    expect(rows).toEqual([
      { n: 1, s: 'a' },
      { n: 1, s: 'a' },
      { n: 1, s: 'a' },
      { n: 1, s: 'theirs' },
    ]);
  });

  it('an undo is shown before it is made', async () => {
    const ran = await run(stage, "UPDATE w SET s = 'mine' WHERE n < 3; DELETE FROM w WHERE n = 3");
    const [preview] = await previewUndo(stage.target, {
      key: ran.key,
      plan: ran.plan,
      leaveConflicts: true,
      limit: 20,
    });
    expect(preview?.matched).toEqual({ rows: 12, atLeast: false });
    const texts = preview?.rows.map(({ before, after }) => [before?.[1]?.text, after?.[0]?.text]);
    expect(texts).toEqual(
      expect.arrayContaining([
        ['mine', undefined],
        [undefined, '1'],
        [undefined, '3'],
      ]),
    );
  });

  (hasMysqlClient() ? it : it.skip)('the rollback script puts them back, or nothing', async () => {
    const before = await snapshots(stage, tables);
    const ran = await run(
      stage,
      'UPDATE w SET n = n % 3 + 1; DELETE FROM v; INSERT INTO kid VALUES (1,1),(2,9); UPDATE p SET d = 21 - d',
    );
    let script = '';
    for await (const chunk of streamRollbackScript(stage.target, { key: ran.key, plan: ran.plan, about: [] }))
      script += String(chunk);
    await stage.admin.query('DELETE FROM kid WHERE n = 9');
    const replay = () => runMysqlClient(server, script, [`--database=${stage.scratch.name}`]);
    expect(await replay()).toMatchObject({
      exitCode: 1,
      output: expect.stringContaining('Rows that are not as the change left them: 1'),
    });
    await stage.admin.query('INSERT INTO kid VALUES (2,9)');
    expect(await replay()).toMatchObject({ exitCode: 0, output: expect.stringContaining('Everything is put back.') });
    expect(await snapshots(stage, tables)).toEqual(before);
  });

  it('a parent that is gone, and a value that is taken, stand in the way', async () => {
    const orphan = await run(stage, 'DELETE FROM kid WHERE p = 2');
    await stage.admin.query('DELETE FROM par WHERE id = 2');
    expect((await undo(stage, orphan)).result).toMatchObject({ failure: { code: 'conflicts' } });
    await stage.admin.query('INSERT INTO par VALUES (2)');
    expect((await undo(stage, orphan)).result).toMatchObject({ outcome: 'effect' });
    const taken = await run(stage, 'DELETE FROM v WHERE a = 1');
    await stage.admin.query("INSERT INTO v (a, s) VALUES (1, 'A')");
    expect((await undo(stage, taken)).result).toMatchObject({ failure: { code: 'conflicts' } });
    await stage.admin.query('DELETE FROM v WHERE a = 1');
    expect((await undo(stage, taken)).result).toMatchObject({ outcome: 'effect' });
  });

  it('writers wait for the end of it, and what they add is left alone', async () => {
    const other = await openAdmin(server, { database: stage.scratch.name });
    try {
      await other.query('BEGIN');
      await other.query("INSERT INTO w (n, s) VALUES (1,'a')");
      const running = run(stage, 'DELETE FROM w WHERE n = 1', { limits: { lockWaitSeconds: 10 } });
      await new Promise((resolve) => setTimeout(resolve, 500));
      await other.query('COMMIT');
      const ran = await running;
      expect(ran.result).toMatchObject({ outcome: 'effect', changed: [{ rows: 4 }] });
      await other.query("INSERT INTO w (n, s) VALUES (1,'a'),(8,'h')");
      expect((await undo(stage, ran)).result).toMatchObject({ outcome: 'effect' });
      const [rows] = await other.query('SELECT n, COUNT(*) c FROM w WHERE n IN (1, 8) GROUP BY n ORDER BY n');
      expect(rows).toEqual([
        { n: 1, c: 5 },
        { n: 8, c: 1 },
      ]);
    } finally {
      await other.end();
    }
  });

  it('whatever the images do not say aborts it', async () => {
    const { plan } = await analyse(stage.target, 'UPDATE w SET n = n + 1');
    const [statement] = plan.statements;
    if (!statement?.capture) throw new Error('no capture');
    const before = await snapshots(stage, tables);
    const wrong = [
      { set: 'n = n + 2' },
      { set: "n = n + 1, s = 'x'" },
      { tail: 'WHERE n < 3' },
      { tail: 'WHERE n < 3 LIMIT 7' },
    ];
    for (const part of wrong) {
      const capture = { ...statement.capture, ...part };
      const { result } = await run(stage, '', { plan: { ...plan, statements: [{ ...statement, capture }] } });
      expect(result).toMatchObject({ outcome: 'no-effect', failure: { code: 'captured-differs' } });
      expect(await snapshots(stage, tables)).toEqual(before);
    }
    // As many rows, and as many changed; but others.
    const other = {
      ...statement,
      text: 'UPDATE w SET n = n + 1 WHERE n = 2',
      capture: { ...statement.capture, tail: 'WHERE n = 3' },
    };
    expect((await run(stage, '', { plan: { ...plan, statements: [other] } })).result).toMatchObject({
      failure: { code: 'captured-differs' },
    });
    expect(await snapshots(stage, tables)).toEqual(before);
  });

  it('an order that leaves a choice between rows that differ aborts it', async () => {
    await makeTables(stage, [
      'CREATE TABLE c (s VARCHAR(5) COLLATE utf8mb4_0900_ai_ci, KEY (s))',
      "INSERT INTO c VALUES ('a'),('A'),('a'),('b')",
    ]);
    await comesBack(stage, 'DELETE FROM c ORDER BY s LIMIT 3', ['c'], { rows: 3 });
    await comesBack(stage, 'DELETE FROM c ORDER BY s DESC LIMIT 1', ['c'], { rows: 1 });
  });

  it.each([
    ['no-primary-key', 'DELETE IGNORE FROM w'],
    ['no-primary-key', 'UPDATE w JOIN par ON w.n = par.id SET w.n = 5'],
    ['no-primary-key', 'DELETE w FROM w'],
    ['no-primary-key', 'REPLACE INTO w (n) VALUES (1)'],
    ['no-primary-key', 'INSERT INTO w (n) VALUES (1) ON DUPLICATE KEY UPDATE n = 2'],
    ['no-primary-key', 'INSERT IGNORE INTO w (n) VALUES (1)'],
    ['no-primary-key', 'INSERT INTO ai (n) VALUES (1)'],
    ['no-primary-key', 'INSERT INTO chance (n) VALUES (1)'],
    ['no-primary-key', 'UPDATE mum SET n = 2'],
    ['no-primary-key', 'UPDATE tr SET n = 2'],
    ['key-not-plain', 'INSERT IGNORE INTO pre VALUES (1, 1)'],
    ['limit-without-total-order', 'DELETE FROM w ORDER BY n, s LIMIT 1'],
    ['limit-without-total-order', 'UPDATE w SET n = 1 LIMIT 1'],
  ])('%s: %s', async (code, text) => {
    await makeTables(stage, [
      ...schema,
      'CREATE TABLE ai (id INT AUTO_INCREMENT, n INT, KEY (id))',
      'CREATE TABLE chance (id VARCHAR(36) DEFAULT (UUID()), n INT)',
      'CREATE TABLE mum (id INT UNIQUE, n INT)',
      'CREATE TABLE son (id INT PRIMARY KEY, m INT, FOREIGN KEY (m) REFERENCES mum (id))',
      'CREATE TABLE tr (n INT)',
      'CREATE TRIGGER tr_bi BEFORE INSERT ON tr FOR EACH ROW SET NEW.n = 9',
    ]);
    const { plan } = await analyse(stage.target, text);
    expect(plan.verdict).toBe('none');
    expect(plan.reasons.map((reason) => reason.code)).toContain(code);
  });
});
