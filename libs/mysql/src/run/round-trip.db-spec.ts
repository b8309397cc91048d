// Run, compare, undo, compare: each statement kind over every column type, told by a judge of its own.
import { testServers } from '@sluice/testing';
import { snapshot } from '../test-support/judge.js';
import { closeStage, openStage, run, undo, verify, verifyUndone, type Stage } from '../test-support/story.js';

const everyType = `
  id BIGINT UNSIGNED NOT NULL, part VARCHAR(20) NOT NULL DEFAULT 'a',
  ti TINYINT, i INT, bi BIGINT UNSIGNED, de DECIMAL(30,10), fl FLOAT, dbl DOUBLE, bits BIT(13),
  d DATE, t TIME(3), dt DATETIME(6), ts TIMESTAMP(6) NULL, y YEAR,
  c CHAR(10), vc VARCHAR(200), euckr VARCHAR(50) CHARACTER SET euckr, b BINARY(4), vb VARBINARY(50),
  bl BLOB, tx TEXT, en ENUM('a','b''c','3'), se SET('x','y','z'), js JSON,
  po POINT, ge GEOMETRY,
  inv INT DEFAULT 7 INVISIBLE, gv INT GENERATED ALWAYS AS (i + 1) VIRTUAL, gs VARCHAR(210) GENERATED ALWAYS AS (CONCAT(vc, '!')) STORED,
  touched TIMESTAMP(6) NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
  \`statement_no\` INT, \`c1\` INT, \`값\` VARCHAR(20), \`a\`\`b\` INT,
  PRIMARY KEY (id, part), UNIQUE KEY u (i)`;

const columns =
  'id,part,ti,i,bi,de,fl,dbl,bits,d,t,dt,ts,y,c,vc,euckr,b,vb,bl,tx,en,se,js,po,ge,inv,touched,statement_no,c1,`값`,`a``b`';
const rows = [
  `0,'a',-128,1,18446744073709551615,-12345678901234567890.0123456789,1.1,1e308,b'1010101010101','0000-00-00','-838:59:59','0000-00-00 00:00:00','1970-01-01 00:00:01',0,'x ','trailing  ','한글',x'00ff',x'00',x'00010203ff','텍스트 😀','b''c','x,z','{"x":1.0,"n":[1,2.50,null]}',ST_GeomFromText('POINT(1 2)'),ST_GeomFromText('LINESTRING(0 0,1 1)'),0,'2020-01-01',1,2,'값',3`,
  `1,'A',127,2,0,0.0000000001,-0e0,-0e0,0,'2024-02-30','838:59:59.999','9999-12-31 23:59:59.999999','2038-01-19 03:14:07.999999','2155','','','',x'',x'',x'','',0,'','[1, 1.0, "1", {"d": 1e0}]',NULL,ST_GeomFromText('POLYGON((0 0,1 0,1 1,0 0))'),NULL,NULL,NULL,NULL,NULL,NULL`,
  `2,'a',NULL,3,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL`,
  `3,'b',3,4,4,4.4,3.4028234e38,2.2250738585072014e-308,1,'2024-02-29','00:00:00','2024-03-31 02:30:00','2024-03-31 02:30:00','1999','é','O''Reilly \\\\ "q"','가각',x'01020304',REPEAT(x'ff',50),REPEAT('b',60000),REPEAT('한',20000),'3','x,y,z',JSON_OBJECT('d',DATE'2020-01-01','b',x'00ff','t',TIMESTAMP'2020-01-01 00:00:00'),ST_GeomFromText('POINT(1e-300 -0)'),NULL,1,'2020-01-01 00:00:00.000001',0,0,'',0`,
];

const statements: readonly [string, string][] = [
  ['UPDATE of one row', "UPDATE t SET vc = 'other', fl = fl + 1 WHERE id = 0"],
  [
    'UPDATE of every type',
    `UPDATE t SET ti=1, bi=1, de=1, fl=0, dbl=0, bits=1, d='2020-02-02', t='1:1:1', dt='2020-02-02', ts='2020-02-02', y=2020,
     c='y', vc='z', euckr='나', b='b', vb='v', bl='l', tx='t', en='a', se='y', js='{"x":1}', po=ST_GeomFromText('POINT(9 9)'), ge=NULL, inv=5,
     statement_no=9, c1=9, \`값\`='바뀜', \`a\`\`b\`=9`,
  ],
  ['UPDATE without change', 'UPDATE t SET ti = ti'],
  ['UPDATE of JSON by a number of another type', `UPDATE t SET js = '{"x":1}' WHERE id = 0`],
  ['UPDATE of JSON in place', `UPDATE t SET js = JSON_SET(js, '$.x', 2) WHERE id = 0`],
  ['UPDATE in case only', "UPDATE t SET vc = UPPER(vc) WHERE vc LIKE 'tr%'"],
  ['UPDATE that shifts a unique key', 'UPDATE t SET i = i + 1 ORDER BY i DESC, id, part'],
  ['UPDATE with LIMIT and a total order', 'UPDATE t SET inv = 9 ORDER BY vc, id, part LIMIT 2'],
  ['DELETE of every row', 'DELETE FROM t'],
  ['DELETE of one row', "DELETE FROM t AS x WHERE x.id = 3 AND x.part = 'b'"],
  [
    'INSERT of given keys',
    `INSERT INTO t (id, part, vc, js) VALUES (10, 'n  ', 'new', '[]'), ('11', 'k', 'two', NULL), (12.4, DEFAULT, DEFAULT, '1')`,
  ],
  ['INSERT … SET', "INSERT INTO t SET id = 5 + 5, part = CONCAT('a', 'b'), fl = 1.1"],
  [
    'several statements over the same rows',
    `UPDATE t SET vc = 'one' WHERE id < 2; DELETE FROM t WHERE id = 0; INSERT INTO t (id, part, i) VALUES (0, 'a', 1);
     UPDATE t SET vc = CONCAT(IFNULL(vc, ''), 'two') WHERE id IN (0, 1, 2); INSERT INTO t (id, i) VALUES (77, 77); DELETE FROM t WHERE id = 77`,
  ],
];
const lax = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION';

describe.each(testServers())('round trip on $name', (server) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(server);
  });
  afterAll(() => closeStage(stage));

  beforeEach(async () => {
    await stage.admin.query(`SET SESSION sql_mode = '${lax}', SESSION time_zone = '+00:00'`);
    await stage.admin.query('DROP TABLE IF EXISTS t');
    await stage.admin.query(`CREATE TABLE t (${everyType}) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci`);
    for (const row of rows) await stage.admin.query(`INSERT INTO t (${columns}) VALUES (${row})`);
  });

  it.each(statements)('%s comes back exactly', async (_, text) => {
    const before = await snapshot(stage.admin, 't');
    expect(before).toHaveLength(rows.length + 1);

    const ran = await run(stage, text, { mode: lax });
    expect({ reasons: ran.plan.reasons, result: ran.result }).toMatchObject({
      reasons: [],
      result: { outcome: 'effect' },
    });
    expect(await verify(stage, ran)).toEqual({ verdict: 'verified' });
    if (!text.includes('ti = ti')) expect(await snapshot(stage.admin, 't')).not.toEqual(before);

    const undone = await undo(stage, ran);
    expect(undone.result).toMatchObject({ outcome: 'effect', skipped: 0 });
    expect(await snapshot(stage.admin, 't')).toEqual(before);
    expect(await verifyUndone(stage, ran, undone.key)).toEqual({ verdict: 'verified' });
  });

  it('refuses a second undo: the rows are as before, not as the change left them', async () => {
    const ran = await run(stage, "UPDATE t SET vc = 'x' WHERE id = 0", { mode: lax });
    await undo(stage, ran);
    expect((await undo(stage, ran)).result).toMatchObject({ outcome: 'no-effect', failure: { code: 'conflicts' } });
  });

  it('verification fails when one live byte is flipped', async () => {
    const ran = await run(stage, "UPDATE t SET vc = 'flip' WHERE id = 0", { mode: lax });
    await stage.admin.query("UPDATE t SET vc = 'fliP' WHERE id = 0");
    expect(await verify(stage, ran)).toMatchObject({ verdict: 'failed', failure: { code: 'images-differ' } });
  });

  it.each(['UPDATE', 'DELETE'])('a second attempt under the same key changes nothing: %s', async (kind) => {
    const text = kind === 'UPDATE' ? 'UPDATE t SET ti = IFNULL(ti, 0) + 1 WHERE id = 3' : 'DELETE FROM t WHERE id = 3';
    const first = await run(stage, text, { mode: lax });
    const after = await snapshot(stage.admin, 't');
    const second = await run(stage, text, { plan: first.plan, key: first.key });
    expect(second.result).toMatchObject({ outcome: 'unknown', failure: { code: 'marker-exists' } });
    expect(await snapshot(stage.admin, 't')).toEqual(after);
  });
});
