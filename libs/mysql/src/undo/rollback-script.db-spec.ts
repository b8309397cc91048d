// The script, replayed as a person would: by the `mysql` program, whatever that session is set to.
import { hasMysqlClient, runMysqlClient, testServers, type ClientRun } from '@sluice/testing';
import { snapshot } from '../test-support/judge.js';
import { closeStage, openStage, run, type Ran, type Stage } from '../test-support/story.js';
import { streamRollbackScript } from './rollback-script.js';

jest.setTimeout(60_000);

const describeWithClient = hasMysqlClient() ? describe : describe.skip;
const asked = (mode: string, zone: string): string =>
  `--init-command=SET SESSION sql_mode = '${mode}', SESSION time_zone = '${zone}', SESSION collation_connection = 'utf8mb4_bin'`;

describeWithClient.each(testServers())('rollback script on $name, by the mysql program', (server) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(server);
  });
  afterAll(() => closeStage(stage));
  beforeEach(async () => {
    await stage.admin.query(
      "SET SESSION sql_mode = 'ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO', time_zone = '+00:00', foreign_key_checks = 1",
    );
    await stage.admin.query('DROP TABLE IF EXISTS child, t, other');
    await stage.admin
      .query(`CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, fl FLOAT, dbl DOUBLE, de DECIMAL(20,5), bi BIT(9), d DATE, dt DATETIME(6), ts TIMESTAMP(3) NULL,
      y YEAR, tm TIME(2), c CHAR(9), tx TEXT, eu VARCHAR(20) CHARACTER SET euckr, l1 VARCHAR(20) CHARACTER SET latin1, vb VARBINARY(20), bl BLOB, e ENUM('1','b'), s SET('x','y'), j JSON,
      p POINT, inv INT DEFAULT 3 INVISIBLE, g INT AS (u * 2), u INT, UNIQUE KEY (u))`);
    await stage.admin.query(`INSERT INTO t (id,fl,dbl,de,bi,d,dt,ts,y,tm,c,tx,eu,l1,vb,bl,e,s,j,p,inv,u) VALUES
      (0,1.1,-0e0,-1.5,b'101','0000-00-00','2024-02-31 00:00:00','2038-01-19 03:14:07.999',0,'-01:02:03.45','x','it''s \\\\ "two"\nlines\0\r\Z 한글 😀','한','é',x'00ff',x'',1,'x,y','{"a":[1,"\\\\n",null,1.5e0],"b":""}',ST_GeomFromText('POINT(1 2)'),NULL,1),
      (1,-0e0,1e-300,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'',NULL,NULL,1,2),
      (2,3.4028234e38,0.1,99999,0,'2024-02-29','9999-12-31','1970-01-01 00:00:01',2155,'838:59:59','','','','','','','b','y','[]',NULL,2,3)`);
  });

  async function scriptOf({ key, plan }: Ran): Promise<string> {
    const chunks: string[] = [];
    for await (const chunk of streamRollbackScript(stage.target, { key, plan, about: ['a test\nDROP TABLE t;'] }))
      chunks.push(chunk);
    return chunks.join('');
  }

  const replay = (script: string, ...options: string[]): Promise<ClientRun> =>
    runMysqlClient(server, script, [`--database=${stage.scratch.name}`, ...options]);

  async function putsBack(script: string, ...options: string[]): Promise<void> {
    const { exitCode, output } = await replay(script, ...options);
    expect({ exitCode, output }).toEqual({ exitCode: 0, output: expect.stringContaining('Everything is put back.') });
  }

  it.each([
    [
      'UPDATE',
      "UPDATE t SET fl=0, dbl=0, de=0, bi=0, d=NULL, dt=NULL, ts=NULL, y=NULL, tm=NULL, c='', tx='', eu='', l1='', vb='', bl='z', e='b', s='', j='0', p=NULL, inv=9",
    ],
    ['DELETE', 'DELETE FROM t'],
    ['INSERT', 'INSERT INTO t (id, u) VALUES (50, 50)'],
    ['a shift of unique values', 'UPDATE t SET u = u + 1 ORDER BY u DESC, id'],
    [
      'several statements',
      "UPDATE t SET tx = 'a'; DELETE FROM t WHERE id = 1; INSERT INTO t (id) VALUES (1); UPDATE t SET tx = 'b' WHERE id < 2",
    ],
  ])('puts %s back', async (_, text) => {
    const before = await snapshot(stage.admin, 't');
    const ran = await run(stage, text);
    expect({ reasons: ran.plan.reasons, result: ran.result }).toMatchObject({
      reasons: [],
      result: { outcome: 'effect' },
    });
    const script = await scriptOf(ran);
    expect(script).not.toContain('NOT EXACT');
    await putsBack(script);
    expect(await snapshot(stage.admin, 't')).toEqual(before);
  });

  it.each([
    ['with other quotes and no escapes', [asked('ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT', 'SYSTEM')]],
    ['strict, in another zone', [asked('TRADITIONAL,NO_ZERO_DATE,NO_ZERO_IN_DATE,PAD_CHAR_TO_FULL_LENGTH', '-08:00')]],
    ['of latin1', ['--default-character-set=latin1']],
    ['of GBK, where a backslash may be half a character', ['--default-character-set=gbk', asked('', '+09:00')]],
    ['of Shift-JIS', ['--default-character-set=sjis']],
    ['without autocommit', ['--init-command=SET autocommit = 0, completion_type = CHAIN, sql_safe_updates = 1']],
  ])('means the same in a session %s', async (_, options) => {
    await stage.admin.query(
      "INSERT INTO t (id, tx, c) VALUES (7, '한\\\\', '中\\n'), (8, '’', 'ソ'), (9, '\\\\한''', '表''')",
    );
    const before = await snapshot(stage.admin, 't');
    const script = await scriptOf(
      await run(stage, "UPDATE t SET tx = '돌\\\\', fl = 7, dt = NOW(), ts = NOW(), e = 'b'"),
    );
    await putsBack(script, ...options);
    expect(await snapshot(stage.admin, 't')).toEqual(before);
  });

  it('puts nothing back where a row is not as the change left it, also for a client that goes on', async () => {
    const ran = await run(stage, "UPDATE t SET tx = 'ours'; DELETE FROM t WHERE id = 0");
    await stage.admin.query('UPDATE t SET inv = 77 WHERE id = 2');
    const changed = await snapshot(stage.admin, 't');
    const script = await scriptOf(ran);
    const stopped = await replay(script);
    expect(stopped.exitCode).toBe(1);
    expect(stopped.output).toContain('Rows that are not as the change left them: 1');
    expect(await snapshot(stage.admin, 't')).toEqual(changed);
    const forced = await replay(script, '--force');
    expect(forced.output).toContain('NOTHING was put back.');
    expect(await snapshot(stage.admin, 't')).toEqual(changed);
  });

  it('puts nothing back where a deleted row has been put there again', async () => {
    const ran = await run(stage, 'DELETE FROM t WHERE id < 2');
    await stage.admin.query('INSERT INTO t (id) VALUES (1)');
    const changed = await snapshot(stage.admin, 't');
    const script = await scriptOf(ran);
    expect(await replay(script)).toMatchObject({ exitCode: 1, output: expect.stringContaining('1062') });
    expect((await replay(script, '--force')).output).toContain('NOTHING was put back.');
    expect(await snapshot(stage.admin, 't')).toEqual(changed);
  });

  it('puts nothing back when it is cut off before its end', async () => {
    const script = await scriptOf(await run(stage, 'DELETE FROM t'));
    const changed = await snapshot(stage.admin, 't');
    const commits = script.indexOf('EXECUTE');
    for (const share of [0.5, 0.8, 0.9, 0.95, 1]) {
      await replay(script.slice(0, Math.floor(commits * share)));
      expect(await snapshot(stage.admin, 't')).toEqual(changed);
    }
  });

  it.each([
    ['a narrower column', 'ALTER TABLE t MODIFY tx VARCHAR(2)'],
    ['another column', 'ALTER TABLE t ADD COLUMN more INT'],
    ['a trigger', 'CREATE TRIGGER fires BEFORE INSERT ON t FOR EACH ROW SET NEW.tx = 1'],
    ['no such table', 'RENAME TABLE t TO other'],
  ])('puts nothing back into a table with %s', async (_, alter) => {
    const script = await scriptOf(await run(stage, 'DELETE FROM t'));
    await stage.admin.query(alter);
    for (const options of [[], ['--force']]) {
      expect((await replay(script, ...options)).output).toContain('Not defined as it was');
    }
    const table = alter.startsWith('RENAME') ? 'other' : 't';
    expect((await stage.admin.query(`SELECT * FROM ${table}`))[0]).toEqual([]);
  });

  it('takes rows that moved to other keys back together', async () => {
    await stage.admin.query('DROP TABLE IF EXISTS m');
    await stage.admin.query('CREATE TABLE m (id INT PRIMARY KEY, s VARCHAR(5))');
    await stage.admin.query("INSERT INTO m VALUES (1,'a'),(2,'b')");
    const before = await snapshot(stage.admin, 'm');
    const ran = await run(stage, 'UPDATE m SET id = id + 1 ORDER BY id DESC');
    const script = await scriptOf(ran);
    await stage.admin.query("UPDATE m SET s = 'z' WHERE id = 3");
    const changed = await snapshot(stage.admin, 'm');
    expect((await replay(script)).exitCode).toBe(1);
    expect(await snapshot(stage.admin, 'm')).toEqual(changed);
    await stage.admin.query("UPDATE m SET s = 'b' WHERE id = 3");
    await putsBack(script);
    expect(await snapshot(stage.admin, 'm')).toEqual(before);
  });

  it('leaves no row that refers to one that is not there', async () => {
    await stage.admin.query(
      'CREATE TABLE child (id INT PRIMARY KEY, t_id INT, FOREIGN KEY (t_id) REFERENCES t (id) ON DELETE CASCADE)',
    );
    await stage.admin.query('INSERT INTO child VALUES (1, 1), (2, NULL)');
    const inserted = await scriptOf(await run(stage, 'INSERT INTO t (id) VALUES (60)'));
    await stage.admin.query('INSERT INTO child VALUES (3, 60)');
    const refused = await replay(inserted);
    expect(refused.output).toContain('Rows that would refer to rows that are not there: 1');
    await stage.admin.query('DELETE FROM child WHERE id = 3');
    await putsBack(inserted);

    const moved = await scriptOf(await run(stage, 'UPDATE child SET t_id = 2'));
    await stage.admin.query('SET foreign_key_checks = 0');
    await stage.admin.query('DELETE FROM t WHERE id = 1');
    expect((await replay(moved, '--force')).output).toContain('NOTHING was put back.');
    const [rows] = await stage.admin.query('SELECT t_id FROM child ORDER BY id');
    expect(rows).toEqual([{ t_id: 2 }, { t_id: 2 }]);
  });

  it('puts back what foreign keys took or set NULL', async () => {
    await stage.admin.query('DROP TABLE IF EXISTS leaf, twig, root');
    await stage.admin.query('CREATE TABLE root (id INT PRIMARY KEY)');
    await stage.admin.query(
      'CREATE TABLE twig (id INT PRIMARY KEY, root INT, FOREIGN KEY (root) REFERENCES root (id) ON DELETE CASCADE)',
    );
    await stage.admin.query(
      'CREATE TABLE leaf (id INT PRIMARY KEY, twig INT, j JSON, FOREIGN KEY (twig) REFERENCES twig (id) ON DELETE SET NULL)',
    );
    await stage.admin.query('INSERT INTO root VALUES (1), (2)');
    await stage.admin.query('INSERT INTO twig VALUES (1, 1), (2, 1), (3, 2)');
    await stage.admin.query("INSERT INTO leaf VALUES (1, 1, '1.0'), (2, 2, NULL), (3, 3, '[]')");
    const all = async () => {
      const tables: string[][] = [];
      for (const table of ['root', 'twig', 'leaf']) tables.push(await snapshot(stage.admin, table));
      return tables;
    };
    const before = await all();
    const ran = await run(stage, 'DELETE FROM root WHERE id = 1');
    expect({ reasons: ran.plan.reasons, result: ran.result }).toMatchObject({
      reasons: [],
      result: { outcome: 'effect' },
    });
    expect(await all()).not.toEqual(before);
    await putsBack(await scriptOf(ran));
    expect(await all()).toEqual(before);
  });

  it('leaves the session as it was', async () => {
    const script = await scriptOf(await run(stage, 'DELETE FROM t'));
    const ask =
      "SELECT CONCAT_WS(';', @@sql_mode, @@time_zone, @@autocommit, @@foreign_key_checks, @@character_set_client, @@completion_type) AS told;\n";
    const { output } = await replay(
      ask + script + ask,
      asked('ANSI_QUOTES', '+03:00'),
      '--default-character-set=latin1',
    );
    const told = output.split('\n').filter((line) => line.includes('ANSI_QUOTES'));
    expect(told).toHaveLength(2);
    expect(told[1]).toBe(told[0]);
  });

  it('says in its head which column its text cannot hold', async () => {
    await stage.admin.query("UPDATE t SET j = JSON_OBJECT('d', DATE'2020-01-01') WHERE id = 2");
    const script = await scriptOf(await run(stage, 'DELETE FROM t'));
    expect(script.split('START TRANSACTION')[0]).toContain(`-- NOT EXACT: ${stage.scratch.name}.t.j`);
  });

  it('comes in chunks of bounded size', async () => {
    await stage.admin.query(
      "INSERT INTO t (tx) WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 900) SELECT REPEAT('x', 300) FROM n",
    );
    const before = await snapshot(stage.admin, 't');
    const { key, plan } = await run(stage, 'DELETE FROM t');
    const pieces: string[] = [];
    for await (const piece of streamRollbackScript(stage.target, { key, plan, about: [] })) pieces.push(piece);
    expect(pieces.length).toBeGreaterThan(4);
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(140_000);
    await putsBack(pieces.join(''));
    expect(await snapshot(stage.admin, 't')).toEqual(before);
  });
});
