// The script, replayed statement by statement on an ordinary connection, puts every byte back.
import { split, sqlMode } from '@sluice/sql';
import { testServers } from '@sluice/testing';
import { snapshot } from '../test-support/judge.js';
import { closeStage, openStage, run, type Ran, type Stage } from '../test-support/story.js';
import { streamRollbackScript } from './rollback-script.js';

jest.setTimeout(60_000);

describe.each(testServers())('rollback script on $name', (server) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(server);
  });
  afterAll(() => closeStage(stage));
  beforeEach(async () => {
    await stage.admin.query(
      "SET SESSION sql_mode = 'ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO', time_zone = '+00:00', foreign_key_checks = 1",
    );
    await stage.admin.query('DROP TABLE IF EXISTS t');
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

  async function replay(script: string): Promise<void> {
    for (const { text } of split(script, sqlMode('', '9.0.0')).statements) await stage.admin.query(text);
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
    await replay(script);
    expect(await snapshot(stage.admin, 't')).toEqual(before);
  });

  it('rows that moved to other keys go back together, or the script stops', async () => {
    await stage.admin.query('DROP TABLE IF EXISTS m');
    await stage.admin.query('CREATE TABLE m (id INT PRIMARY KEY, s VARCHAR(5))');
    await stage.admin.query("INSERT INTO m VALUES (1,'a'),(2,'b')");
    const before = await snapshot(stage.admin, 'm');
    const ran = await run(stage, 'UPDATE m SET id = id + 1 ORDER BY id DESC');
    const script = await scriptOf(ran);
    await stage.admin.query("UPDATE m SET s = 'z' WHERE id = 3");
    const changed = await snapshot(stage.admin, 'm');
    await expect(replay(script)).rejects.toThrow('more than 1 row');
    await stage.admin.query('ROLLBACK');
    expect(await snapshot(stage.admin, 'm')).toEqual(changed);
    await stage.admin.query("UPDATE m SET s = 'b' WHERE id = 3");
    await replay(script);
    expect(await snapshot(stage.admin, 'm')).toEqual(before);
  });

  it('leaves rows that others changed alone', async () => {
    const ran = await run(stage, 'UPDATE t SET u = u + 10');
    await stage.admin.query("UPDATE t SET tx = 'theirs' WHERE id = 2");
    await replay(await scriptOf(ran));
    const [rows] = await stage.admin.query('SELECT id, u FROM t ORDER BY id');
    expect(rows).toEqual([
      { id: 0, u: 1 },
      { id: 1, u: 2 },
      { id: 2, u: 13 },
    ]);
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
    const { key, plan } = await run(stage, 'DELETE FROM t');
    const lengths: number[] = [];
    for await (const chunk of streamRollbackScript(stage.target, { key, plan, about: [] })) lengths.push(chunk.length);
    expect(lengths.length).toBeGreaterThan(5);
    expect(Math.max(...lengths)).toBeLessThan(40_000);
  });
});
