import type { ServerFacts, TableFacts } from '../facts.js';
import { imageNames } from '../images/names.js';
import { createImageTable } from '../images/image-table.js';
import { captureKeys } from '../images/capture.js';
import { column, planOver, read, table } from '../test-support/reading.js';
import { tablesToRead } from './names.js';
import { planUndo } from './plan-change.js';

const plan = (text: string, facts: Partial<TableFacts> = {}, more: Partial<ServerFacts> = {}, proved = true) =>
  planOver(text, [table(facts)], more, proved);

describe('the plan of a change', () => {
  it('holds the cuts verbatim', () => {
    const result = plan("UPDATE t AS x SET x.A = 1, b='/* kept */'  WHERE x.id=5--1 ORDER BY x.id LIMIT 2");
    expect(result).toMatchObject({ verdict: 'exact', runnable: true, reasons: [], session: { timeZone: '+09:00' } });
    expect(result.statements[0]).toMatchObject({
      operation: 'update',
      table: { schema: 'shop', table: 't' },
      assignedColumns: ['a', 'b'],
      capture: { with: '', hints: '', tail: 'WHERE x.id=5--1 ORDER BY x.id LIMIT 2', of: '`x`' },
    });
  });

  it.each([
    ['version-too-old', {}, { versionNumber: 80_021 }, true, false],
    ['dialect-watched-only', {}, { dialect: 'mariadb' }, true, false],
    ['privilege-missing', {}, { sight: { process: false, select: true, trigger: true } }, true, true],
    ['slice-not-proved', {}, {}, false, true],
    ['no-table', { table: 'u' }, {}, true, false],
    ['not-innodb', { engine: 'MyISAM' }, {}, true, false],
    [
      'row-too-wide',
      { columns: [column('id', 'int'), column('w', 'varchar(16383)', { octets: 65_532 })] },
      {},
      true,
      true,
    ],
    ['unsupported-column-type', { columns: [column('id', 'int'), column('v', 'xml')] }, {}, true, true],
  ] as const)('%s', (code, facts, more, proved, runnable) => {
    const result = plan(
      'DELETE FROM t WHERE id = 1',
      facts as Partial<TableFacts>,
      more as Partial<ServerFacts>,
      proved,
    );
    expect(result.reasons.map((reason) => reason.code)).toContain(code);
    expect(result).toMatchObject({ verdict: 'none', runnable, statements: [{ capture: null }] });
  });

  it.each([
    ['no-primary-key', { keys: [] }],
    [
      'key-not-plain',
      { keys: [{ name: 'PRIMARY', unique: true, parts: [{ column: 'id', prefix: 3, expression: null }] }] },
    ],
  ])('%s: then rows are told apart by what they hold, where the statement is simple', (code, facts) => {
    for (const text of [
      'DELETE FROM t',
      'UPDATE t SET b = 1',
      'INSERT INTO t VALUES (1,2,3)',
      'DELETE FROM t ORDER BY id, b, a LIMIT 1',
    ])
      expect(plan(text, facts)).toMatchObject({ verdict: 'exact', tables: [{ keyColumns: [] }] });
    const refused = [
      'DELETE IGNORE FROM t',
      'DELETE t FROM t',
      'REPLACE INTO t VALUES (1,2,3)',
      'INSERT INTO t (id) VALUES (1) ON DUPLICATE KEY UPDATE a = 1',
    ];
    for (const text of refused) expect(plan(text, facts).reasons.map((reason) => reason.code)).toContain(code);
    expect(plan('DELETE FROM t ORDER BY id LIMIT 1', facts).reasons).toMatchObject([
      { code: 'limit-without-total-order' },
    ]);
  });

  it('a name of another schema is not this target’s to change, nor to read', () => {
    expect(plan('DELETE FROM t WHERE id IN (SELECT id FROM hr.pay)').reasons.map((r) => r.code)).toContain(
      'other-schema',
    );
  });

  it('one statement that cannot be undone takes the whole request', () => {
    const result = plan('UPDATE t SET a=1; DELETE FROM t WHERE a = RAND()');
    expect(result).toMatchObject({ verdict: 'none', statements: [{ verdict: 'exact' }, { verdict: 'none' }] });
  });

  it.each([
    ["INSERT INTO t VALUES (1,2,'x')", 'given', 1],
    ["INSERT INTO t (b, id) VALUES ('x',1),('y',2)", 'given', 2],
    ['INSERT INTO t SET a=1, id=5', 'given', 1],
  ])('an insert of given keys: %s', (text, keys, rows) => {
    expect(plan(text).statements[0]).toMatchObject({ verdict: 'exact', insert: { keys, rows } });
  });

  it.each([
    ['INSERT INTO t (a) VALUES (1), (NULL)', 'auto-increment', 2, undefined],
    ['INSERT INTO t (id, a) VALUES (7, 1), (-8, NULL)', 'given', 2, undefined],
    ['INSERT INTO t (id, a) VALUES (7, 1), (NULL, 1)', 'above', 2, undefined],
    ['INSERT INTO t (id, a) VALUES (0.3, 1)', 'above', 1, undefined],
    ['INSERT INTO t (a) SELECT a FROM t', 'above', null, undefined],
    ['INSERT IGNORE INTO t (a) VALUES (1)', 'above', 1, 'ignore'],
    ['INSERT INTO t (id) VALUES (1) ON DUPLICATE KEY UPDATE a = 2', 'given', 1, 'update'],
    ['REPLACE INTO t SET a = 1', 'above', 1, 'replace'],
  ])('an insert into a table of generated ids: %s', (text, keys, rows, existing) => {
    const columns = [column('id', 'int', { nullable: false, autoIncrement: true }), column('a', 'int')];
    const [planned] = plan(text, { columns }).statements;
    expect(planned?.verdict).toBe('exact');
    expect([planned?.insert?.keys, planned?.insert?.rows, planned?.insert?.existing]).toEqual([keys, rows, existing]);
  });

  it.each([
    ['UPDATE t x, t y SET x.a = y.a WHERE x.id = y.a', ['`x`']],
    ['UPDATE t JOIN (SELECT 1 AS one) d SET a = d.one', ['`t`']],
    ['DELETE x, y FROM t x JOIN t y', ['`x`', '`y`']],
    ['DELETE FROM t WHERE id = 1', undefined],
  ])('names each target of a join: %s', (text, names) => {
    const [planned] = plan(text).statements;
    expect(planned?.verdict).toBe('exact');
    expect(planned?.targets?.map(({ of }) => of)).toEqual(names);
  });

  it.each([
    ['UPDATE t SET a = id, id = a + 1', 'a = id, id = a + 1'],
    ['UPDATE IGNORE t SET t.id = shop.t.id + 1, `shop`.t.`a` = 2 -- c', 't.id = t.id + 1, t.`a` = 2'],
    ['UPDATE t SET a = id', undefined],
  ])('keeps the SET list that moves a key: %s', (text, set) => {
    expect(plan(text).statements[0]?.capture?.set).toBe(set);
  });

  it('keeps what stands behind the source where an upsert moves keys', () => {
    const text = 'INSERT INTO t (id) VALUES (1) AS n ON DUPLICATE KEY UPDATE id = n.id + shop.t.a';
    expect(plan(text).statements[0]?.insert?.upsert).toBe('AS n ON DUPLICATE KEY UPDATE id = n.id + t.a');
    expect(
      plan('INSERT INTO t (id) VALUES (1) ON DUPLICATE KEY UPDATE a = 1').statements[0]?.insert?.upsert,
    ).toBeUndefined();
  });

  it('keeps a place for each copy where joined tables move keys', () => {
    const text =
      'UPDATE t AS x USE INDEX (PRIMARY) JOIN t y ON x.a = shop.y.id SET shop.x.id = 5 WHERE shop.x.a > 1 AND 1.5 > 1';
    expect(plan(text).statements[0]?.capture).toMatchObject({
      set: 'x.id = 5',
      copyRefs: ['', { schema: 'shop', table: 't', of: '`x`' }, ' JOIN t y ON x.a = shop.y.id'],
      copyTail: 'WHERE x.a > 1 AND 1.5 > 1',
    });
  });

  it.each([
    ['the primary key', ['PRIMARY', 'u'], ['id']],
    ['a unique key without NULLs', ['u'], ['c']],
  ])('finds rows by %s', (_, names, columns) => {
    const part = (name: string) => [{ column: name === 'u' ? 'c' : 'id', prefix: null, expression: null }];
    const keys = names.toReversed().map((name) => ({ name, unique: true, parts: part(name) }));
    const facts = { keys, columns: [column('id', 'int'), column('c', 'int', { nullable: false })] };
    expect(plan('DELETE FROM t', facts).tables[0]).toMatchObject({
      keyColumns: columns,
      uniqueKeys: [{ columns }, ...keys.slice(1).map(() => ({}))],
    });
  });

  it.each([
    ['key-changed', 'UPDATE t x JOIN t y SET x.id = y.a, y.a = 2'],
    ['form-not-supported', 'INSERT DELAYED INTO t (id) VALUES (1)'],
    ['statement-not-cut', 'UPDATE t x JOIN t y SET a = 1'],
    ['limit-without-total-order', 'INSERT INTO t (id) SELECT a FROM (SELECT a FROM t LIMIT 1) d'],
    ['limit-without-total-order', 'REPLACE INTO t (id) SELECT a FROM t LIMIT 1'],
    ['form-not-supported', 'REPLACE INTO t (id) SELECT DISTINCT a FROM t'],
    ['form-not-supported', 'REPLACE INTO t (id) SELECT MAX(a) FROM t GROUP BY id'],
    ['form-not-supported', 'REPLACE INTO t (id) SELECT a FROM t UNION SELECT 1'],
  ])('%s: %s', (code, text) => {
    expect(plan(text)).toMatchObject({ verdict: 'none', runnable: true });
    expect(plan(text).reasons.map((reason) => reason.code)).toContain(code);
  });

  it.each(['INSERT INTO t (a) VALUES (1)', 'INSERT INTO t VALUES (NULL,1,1)', 'INSERT INTO t VALUES (DEFAULT,1,1)'])(
    'an insert whose key is not known: %s',
    (text) => {
      expect(plan(text).reasons).toMatchObject([{ code: 'insert-key-not-known' }]);
    },
  );

  it('is empty and not runnable without statements', () => {
    expect(plan('')).toMatchObject({ verdict: 'exact', runnable: false, statements: [] });
  });

  it.each([
    'SELECT 1',
    'GRANT ALL ON *.* TO x',
    'XA BEGIN "x"',
    'CALL p()',
    'LOAD DATA INFILE "x" INTO TABLE t',
    'nonsense (((',
  ])('never throws: %s', (text) => {
    expect(plan(text)).toMatchObject({ verdict: 'none', runnable: false });
  });

  it('asks for every table once', () => {
    const names = tablesToRead(read('UPDATE t SET a=1 WHERE id IN (SELECT id FROM x.t); DELETE FROM `t`'), 'shop');
    expect(names).toEqual([
      { schema: 'shop', table: 't' },
      { schema: 'x', table: 't' },
    ]);
  });

  it('a rollback’s plan is the original with what it undoes', () => {
    const original = plan('DELETE FROM t');
    expect(planUndo({ original, requestId: 7, onConflict: 'skip' })).toEqual({
      ...original,
      undoes: { requestId: 7, onConflict: 'skip' },
    });
  });
});

describe('the texts of a capture', () => {
  it('image tables name columns by place: a user’s column may be called anything', () => {
    const [planned] = plan('DELETE FROM t').tables;
    if (!planned) throw new Error('no table');
    expect(createImageTable(planned, 'x')).toBe(
      'CREATE TABLE IF NOT EXISTS x (\n  statement_no INT UNSIGNED NOT NULL,\n  c1 int NOT NULL,\n  c2 int NULL,\n  c3 varchar(20) NULL,\n' +
        '  PRIMARY KEY (statement_no, c1)\n) ENGINE=InnoDB ROW_FORMAT=DYNAMIC',
    );
  });

  it('keys are read by the text’s own references and tail, and locked by name', () => {
    const result = plan('DELETE FROM t WHERE a IN (1, 2)');
    const [planned] = result.tables;
    const [statement] = result.statements;
    if (!planned || !statement) throw new Error('no plan');
    expect(captureKeys(planned, statement, imageNames('e1', 0))).toBe(
      'INSERT INTO `sluice`.`keys_e1_1` (statement_no, c1)\n\nSELECT  1, `t`.`id`\nFROM t\nWHERE a IN (1, 2)\nFOR UPDATE OF `t`',
    );
  });

  it('a name that is no execution key never reaches a text', () => {
    expect(() => imageNames('x`; DROP', 0)).toThrow('not an execution key');
    expect(imageNames('a'.repeat(40), 98).before.length - '`sluice`.``'.length).toBeLessThanOrEqual(64);
  });
});
