// Each named after what it forbids.
import { testServers } from '@sluice/testing';
import { snapshot } from '../test-support/judge.js';
import { analyse, closeStage, openStage, run, undo, verify, type Stage } from '../test-support/story.js';

describe.each(testServers())('regressions on $name', (server) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(server);
  });
  afterAll(() => closeStage(stage));
  beforeEach(async () => {
    await stage.admin.query(
      "SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION', SESSION time_zone = '+00:00', foreign_key_checks = 0",
    );
    const [rows] = await stage.admin.query('SHOW TABLES');
    for (const row of rows as object[]) {
      const name = String(Object.values(row)[0]).replaceAll('`', '``');
      await stage.admin.query(`DROP TABLE IF EXISTS \`${name}\``);
      await stage.admin.query(`DROP VIEW IF EXISTS \`${name}\``);
    }
    await stage.admin.query('SET SESSION foreign_key_checks = 1');
    await stage.admin.query('CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT, s VARCHAR(20))');
    await stage.admin.query("INSERT INTO t VALUES (1,1,1,'a'),(2,2,2,'b'),(3,3,3,'c')");
  });

  async function comesBack(text: string, rows: number, table = 't', mode?: string): Promise<void> {
    const before = await snapshot(stage.admin, table);
    const ran = await run(stage, text, mode === undefined ? {} : { mode });
    expect({ reasons: ran.plan.reasons, result: ran.result }).toMatchObject({
      reasons: [],
      result: { outcome: 'effect' },
    });
    if (ran.result.outcome === 'effect') expect(ran.result.changed.reduce((sum, c) => sum + c.rows, 0)).toBe(rows);
    expect(await verify(stage, ran)).toEqual({ verdict: 'verified' });
    expect((await undo(stage, ran)).result).toMatchObject({ outcome: 'effect' });
    expect(await snapshot(stage.admin, table)).toEqual(before);
  }

  it.each([
    ['5--1 read as a comment that hides the WHERE', 'UPDATE t SET a=5--1 WHERE b=2', 1],
    ['a version comment that hides the WHERE', 'DELETE FROM t /*!80000 WHERE a=1 */', 1],
    ['a version comment that hides an assignment', 'UPDATE t SET a=9 /*!, b=9 */ WHERE id IN (1, 2)', 2],
    ['a version comment of a later server taken as SQL', 'DELETE FROM t WHERE id=1 /*!999999 OR 1 */', 1],
    ['an IN list cut short', 'DELETE FROM t WHERE id IN (1, 2, 3)', 3],
    ['a comment to the end of the line swallowing what comes behind', 'UPDATE t SET a=7 WHERE id=1 -- OR 1=1', 1],
    ['an assignment that sees the one before it', 'UPDATE t SET a=a+1, b=a*10', 3],
    ['a matched row that does not change counted as changed', 'UPDATE t SET a=1 WHERE id IN (1, 2)', 1],
    ['no row at all', 'UPDATE t SET a=1 WHERE id=99', 0],
    ['an alias', 'UPDATE t AS `x y` SET `x y`.a=5 WHERE `x y`.id=2', 1],
    ['a hint', 'UPDATE /*+ NO_MERGE() */ t SET a=5 WHERE id=2', 1],
  ])('forbids %s', (_, text, rows) => comesBack(text, rows));

  it.each([
    ['ANSI_QUOTES', 'ANSI_QUOTES', `UPDATE "t" SET "s"='"' WHERE "id"=1`],
    ['NO_BACKSLASH_ESCAPES', 'NO_BACKSLASH_ESCAPES', "UPDATE t SET s='\\' WHERE s<>'\\'"],
    ['PIPES_AS_CONCAT', 'PIPES_AS_CONCAT', "UPDATE t SET s=s||'x' WHERE s||'x'='ax'"],
    ['strict', 'STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE', "UPDATE t SET s='z' WHERE id=1"],
  ])('reads the text in the sql_mode of the target: %s', async (_, mode, text) => {
    const before = await snapshot(stage.admin, 't');
    const ran = await run(stage, text, { mode });
    expect({ reasons: ran.plan.reasons, result: ran.result }).toMatchObject({
      reasons: [],
      result: { outcome: 'effect' },
    });
    expect(await snapshot(stage.admin, 't')).not.toEqual(before);
    expect((await undo(stage, ran)).result).toMatchObject({ outcome: 'effect' });
    expect(await snapshot(stage.admin, 't')).toEqual(before);
  });

  it('existing zero dates stop neither capture nor undo under a strict mode', async () => {
    await stage.admin.query('CREATE TABLE z (id INT PRIMARY KEY, d DATE, dt DATETIME, n INT)');
    await stage.admin.query(
      "INSERT INTO z VALUES (1,'0000-00-00','0000-00-00 00:00:00',1),(2,'2024-00-00','2024-00-00 00:00:00',2)",
    );
    await comesBack('UPDATE z SET n=n+1', 2, 'z', 'STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE');
    await comesBack('DELETE FROM z', 2, 'z', 'STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE');
  });

  it('names in Korean, with backticks and of full length', async () => {
    const long = 'ㅎ'.repeat(64);
    await stage.admin.query(`CREATE TABLE \`가\`\`게\` (\`아이디\` INT PRIMARY KEY, \`${long}\` VARCHAR(10))`);
    await stage.admin.query('INSERT INTO `가``게` VALUES (1, "x")');
    const ran = await run(stage, `UPDATE \`가\`\`게\` SET \`${long}\`='😀'; DELETE FROM \`가\`\`게\`;`);
    expect(ran.result).toMatchObject({ outcome: 'effect' });
    expect((await undo(stage, ran)).result).toMatchObject({ outcome: 'effect' });
    const [rows] = await stage.admin.query('SELECT * FROM `가``게`');
    expect(rows).toEqual([{ 아이디: 1, [long]: 'x' }]);
  });

  it('generated ids: all of them, and only those', async () => {
    await stage.admin.query(
      'CREATE TABLE ai (id BIGINT UNSIGNED AUTO_INCREMENT PRIMARY KEY, s VARCHAR(9)) AUTO_INCREMENT=18446744073709551000',
    );
    await stage.admin.query("INSERT INTO ai VALUES (7,'old')");
    await comesBack("INSERT INTO ai (s) VALUES ('x'),('y'),('z')", 3, 'ai');
    await comesBack("INSERT INTO ai VALUES (NULL,'x'),(DEFAULT,'y')", 2, 'ai');
    await comesBack('INSERT INTO ai () VALUES ()', 1, 'ai');
    await comesBack("INSERT INTO ai VALUES (100,'given'),(200,'given')", 2, 'ai');
    await comesBack("INSERT INTO ai SET s='one'", 1, 'ai');
  });

  it('id 0 of an AUTO_INCREMENT column comes back as 0', async () => {
    await stage.admin.query("SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO'");
    await stage.admin.query('CREATE TABLE ai (id INT AUTO_INCREMENT PRIMARY KEY, s VARCHAR(9))');
    await stage.admin.query("INSERT INTO ai VALUES (0,'zero'),(7,'seven')");
    await comesBack('DELETE FROM ai', 2, 'ai');
    await comesBack("UPDATE ai SET s='x'", 2, 'ai');
  });

  it.each([
    ["INSERT INTO ai VALUES (1,'a'),(NULL,'b')", 2],
    ["INSERT INTO ai VALUES (0,'a')", 1],
    ["INSERT INTO ai VALUES (0.3,'a'),(-5,'b')", 2],
  ])('mixed ids, zero and what rounds to it: %s', async (text, rows) => {
    await stage.admin.query('CREATE TABLE ai (id INT AUTO_INCREMENT PRIMARY KEY, s VARCHAR(9))');
    await stage.admin.query("INSERT INTO ai VALUES (7,'old')");
    await comesBack(text, rows, 'ai');
  });

  it('the undo of a parent with children keeps them, and its own children come back', async () => {
    await stage.admin.query('CREATE TABLE p (id INT PRIMARY KEY, code INT UNIQUE, n INT)');
    await stage.admin.query('CREATE TABLE c (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES p (code))');
    await stage.admin.query('INSERT INTO p VALUES (1,10,0),(2,20,0)');
    await stage.admin.query('INSERT INTO c VALUES (1,10)');
    const children = await snapshot(stage.admin, 'c');
    await comesBack('UPDATE p SET n=n+1', 2, 'p');
    expect(await snapshot(stage.admin, 'c')).toEqual(children);
    await comesBack('DELETE FROM c WHERE id=1; DELETE FROM p WHERE id=1', 2, 'p');
    expect(await snapshot(stage.admin, 'c')).toEqual(children);
    await comesBack('INSERT INTO p VALUES (3,30,0); INSERT INTO c VALUES (2,30)', 2, 'c');
  });

  it('INSERT triggers do not fire when an UPDATE is undone', async () => {
    await stage.admin.query('CREATE TABLE tr (id INT PRIMARY KEY, n INT, j JSON)');
    await stage.admin.query(`INSERT INTO tr VALUES (1, 5, '{"x":1.0}')`);
    await stage.admin.query('CREATE TRIGGER tr_bi BEFORE INSERT ON tr FOR EACH ROW SET NEW.n = 999');
    await comesBack(`UPDATE tr SET n=6, j='{"x":1}'`, 1, 'tr');
    await comesBack(`UPDATE tr SET n=6, j='{"x":2}'`, 1, 'tr');
  });

  it.each([
    ['triggers-fire', 'UPDATE tr SET n=1'],
    ['undo-triggers-fire', 'DELETE FROM tr'],
    ['triggers-fire', 'INSERT INTO tr VALUES (9,9)'],
  ])('%s is said at filing', async (code, text) => {
    await stage.admin.query('CREATE TABLE tr (id INT PRIMARY KEY, n INT)');
    await stage.admin.query('CREATE TRIGGER tr_u AFTER UPDATE ON tr FOR EACH ROW SET @x = 1');
    await stage.admin.query('CREATE TRIGGER tr_i AFTER INSERT ON tr FOR EACH ROW SET @x = 1');
    expect((await analyse(stage.target, text)).plan).toMatchObject({
      verdict: 'none',
      runnable: true,
      reasons: expect.arrayContaining([expect.objectContaining({ code })]),
    });
  });

  it.each(['DELETE FROM p', 'UPDATE p SET code=5'])(
    'a cascade into a child without a key, in another schema, is said at filing: %s',
    async (text) => {
      const other = `${stage.scratch.name}_b`;
      await stage.admin.query('CREATE TABLE p (id INT PRIMARY KEY, code INT UNIQUE)');
      await stage.admin.query(`CREATE DATABASE ${other}`);
      try {
        await stage.admin.query(
          `CREATE TABLE ${other}.c (p INT, FOREIGN KEY (p) REFERENCES ${stage.scratch.name}.p (code) ON DELETE CASCADE ON UPDATE SET NULL)`,
        );
        expect((await analyse(stage.target, text)).plan.reasons).toMatchObject([
          { code: 'cascades-fire', params: { child: `${other}.c` } },
          { code: 'no-primary-key', params: { table: `${other}.c` } },
        ]);
      } finally {
        await stage.admin.query(`DROP DATABASE ${other}`);
      }
    },
  );

  it.each<[string, string, string, boolean]>([
    ['no-primary-key', 'CREATE TABLE x (a INT)', 'DELETE IGNORE FROM x', true],
    ['not-innodb', 'CREATE TABLE x (a INT PRIMARY KEY) ENGINE=MyISAM', 'DELETE FROM x', false],
    ['not-a-base-table', 'CREATE VIEW x AS SELECT * FROM t', 'DELETE FROM x', false],
    ['no-table', 'DO 0', 'DELETE FROM nowhere', false],
    ['system-schema', 'DO 0', 'UPDATE t SET a=1 WHERE id IN (SELECT 1 FROM information_schema.tables)', false],
    ['user-variable', 'DO 0', 'UPDATE t SET a=@a', true],
    ['nondeterministic-function', 'DO 0', 'UPDATE t SET a=RAND()', true],
    ['stored-function', 'DO 0', 'DELETE FROM t WHERE id=my_function(1)', true],
    ['limit-without-total-order', 'DO 0', 'DELETE FROM t ORDER BY a LIMIT 1', true],
    ['hint-sets-variable', 'DO 0', 'UPDATE /*+ SET_VAR(sort_buffer_size=99999) */ t SET a=1', true],
    ['form-not-supported', 'DO 0', 'INSERT DELAYED INTO t (id) VALUES (9)', true],
    ['form-not-supported', 'DO 0', 'DROP TABLE t', false],
    [
      'unsupported-column-type',
      "CREATE TABLE x (a INT PRIMARY KEY, e ENUM('😀')) CHARSET utf8mb4",
      'DELETE FROM x',
      true,
    ],
    [
      'stored-generated-over-timestamp',
      'CREATE TABLE x (a INT PRIMARY KEY, ts TIMESTAMP NULL, h INT AS (HOUR(ts)) STORED)',
      'DELETE FROM x',
      true,
    ],
  ])('%s is said at filing', async (code, setup, text, runnable) => {
    await stage.admin.query(setup);
    const { plan } = await analyse(stage.target, text);
    expect(plan.reasons.map((reason) => reason.code)).toContain(code);
    expect(plan).toMatchObject({ verdict: code.startsWith('stored-gen') ? 'partial' : 'none', runnable });
  });

  it('what cannot be undone runs once, and leaves no images', async () => {
    const ran = await run(stage, 'UPDATE t SET a = 100 + SLEEP(0)');
    expect(ran.result).toMatchObject({ outcome: 'effect', changed: [{ statement: 1, rows: 3 }] });
    expect((await run(stage, '', ran)).result).toMatchObject({
      outcome: 'unknown',
      failure: { code: 'marker-exists' },
    });
    expect((await undo(stage, ran)).result).toMatchObject({ outcome: 'no-effect', failure: { code: 'not-runnable' } });
    expect(await verify(stage, ran)).toEqual({ verdict: 'verified' });
  });

  it('a partitioned table, rows moving between partitions', async () => {
    await stage.admin.query(
      'CREATE TABLE pt (id INT, k INT, n INT, PRIMARY KEY (id, k)) PARTITION BY HASH (id) PARTITIONS 4',
    );
    await stage.admin.query('INSERT INTO pt VALUES (1,1,1),(2,2,2),(3,3,3),(4,4,4)');
    await comesBack('UPDATE pt SET n=n+1', 4, 'pt');
    await comesBack('DELETE FROM pt PARTITION (p1)', 1, 'pt');
  });
});
