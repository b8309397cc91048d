// What is refused before it runs, each named after what it forbids.
import { openAdmin, testServers } from '@sluice/testing';
import { makeTables } from '../../test-support/comes-back.js';
import { analyse, closeStage, openStage, run, type Stage } from '../../test-support/story.js';

describe.each(testServers())('what is refused on $name', (server) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(server);
  });
  afterAll(() => closeStage(stage));
  beforeEach(() =>
    makeTables(stage, [
      'CREATE TABLE t (id INT PRIMARY KEY, n INT, s VARCHAR(40))',
      "INSERT INTO t VALUES (1,1,'a'),(2,2,'b')",
    ]),
  );

  it.each([
    ['nondeterministic-function', 'SYSDATE()'],
    ['nondeterministic-function', 'RAND()'],
    ['nondeterministic-function', 'UUID()'],
    ['nondeterministic-function', 'UUID_SHORT()'],
    ['session-function', 'LAST_INSERT_ID()'],
    ['session-function', 'ROW_COUNT()'],
    ['session-function', 'FOUND_ROWS()'],
    ['session-function', 'CONNECTION_ID()'],
    ['session-function', "GET_LOCK('a', 1)"],
    ['session-function', '@@session.sql_mode'],
    ['user-variable', '@x'],
    ['user-variable', '(@x := 1)'],
    ['stored-function', 'counts_rows_of_the_target()'],
    ['stored-function', 'Count_Rows (1)'],
    ['stored-function', '`NOW`()'],
  ])('a value that another evaluation would not give again: %s %s', async (code, expression) => {
    for (const text of [
      `UPDATE t SET n = ${expression}`,
      `DELETE FROM t WHERE n = ${expression}`,
      `INSERT INTO t (id, n) VALUES (9, ${expression})`,
      `UPDATE t SET n = 1 WHERE id IN (SELECT ${expression})`,
    ]) {
      const { plan } = await analyse(stage.target, text);
      expect([text, plan]).toMatchObject([text, { verdict: 'none', runnable: true, reasons: [{ code }] }]);
    }
  });

  it.each(['information_schema.tables', 'performance_schema.threads', 'mysql.user', 'sys.version'])(
    'a read that no lock holds: %s',
    async (table) => {
      const { plan } = await analyse(stage.target, `DELETE FROM t WHERE n = (SELECT COUNT(*) FROM ${table})`);
      expect(plan).toMatchObject({ verdict: 'none', runnable: false });
      expect(plan.reasons[0]).toMatchObject({ code: 'system-schema' });
    },
  );

  it.each([
    "SET PASSWORD = 'x'",
    "INSTALL PLUGIN x SONAME 'x.so'",
    'ALTER INSTANCE RELOAD TLS',
    'CREATE TABLE x (a INT)',
    'TRUNCATE t',
    'ANALYZE TABLE t',
    'FLUSH TABLES',
    "GRANT SELECT ON *.* TO 'x'",
    'LOCK TABLES t WRITE',
    'COMMIT',
    'BEGIN',
    'XA START "x"',
    'CALL p()',
    'LOAD DATA INFILE "x" INTO TABLE t',
    "PREPARE s FROM 'DELETE FROM t'",
  ])('a commit by the way: %s', async (text) => {
    const ran = await run(stage, `UPDATE t SET n = 9; ${text}`);
    expect(ran.plan).toMatchObject({ verdict: 'none', runnable: false });
    expect(ran.result).toMatchObject({ outcome: 'no-effect', failure: { code: 'not-runnable' } });
    const [rows] = await stage.admin.query('SELECT n FROM t ORDER BY id');
    expect(rows).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('a temporary table that hides the target: it lives in sessions of others only', async () => {
    const other = await openAdmin(server, { database: stage.scratch.name });
    try {
      await other.query('CREATE TEMPORARY TABLE t (id INT PRIMARY KEY, n INT)');
      await other.query('INSERT INTO t VALUES (1, 77)');
      expect((await run(stage, 'UPDATE t SET n = 5')).result).toMatchObject({ changed: [{ statement: 1, rows: 2 }] });
      const [hidden] = await other.query('SELECT n FROM t');
      expect(hidden).toEqual([{ n: 77 }]);
    } finally {
      await other.end();
    }
    const { plan } = await analyse(stage.target, 'CREATE TEMPORARY TABLE t (id INT); UPDATE t SET n = 5');
    expect(plan).toMatchObject({ verdict: 'none', runnable: false });
  });

  it.each([
    ['by way of another column', 'ts TIMESTAMP NULL, h INT AS (HOUR(ts)), g INT AS (h + 1) STORED'],
    ['by a function', 's BIGINT, g DATETIME AS (FROM_UNIXTIME(s)) STORED'],
    ['in an index', 'ts TIMESTAMP NULL, h INT AS (HOUR(ts)), KEY (h)'],
  ])('a kept value that follows from the zone is no exact promise: %s', async (_, columns) => {
    await makeTables(stage, [`CREATE TABLE z (id INT PRIMARY KEY, ${columns})`]);
    expect((await analyse(stage.target, 'DELETE FROM z')).plan).toMatchObject({
      verdict: 'partial',
      reasons: [{ code: 'stored-generated-over-timestamp' }],
    });
  });

  it('a full-text document number, which cannot come back', async () => {
    await makeTables(stage, ['CREATE TABLE f (FTS_DOC_ID BIGINT UNSIGNED PRIMARY KEY, s TEXT, FULLTEXT (s))']);
    const { plan } = await analyse(stage.target, 'DELETE FROM f');
    expect(plan).toMatchObject({ verdict: 'none', reasons: [{ code: 'unsupported-column-type' }] });
  });
});
