// Each reason, where it holds and where it just does not.
import type { TableFacts } from '../facts.js';
import { column, key, planOver, reasonsOf, table, trigger } from '../test-support/reading.js';

const reasons = (text: string, facts: Partial<TableFacts> = {}): string[] => reasonsOf(text, table(facts));
const columnsWith = (...more: TableFacts['columns']) => [column('id', 'int', { nullable: false }), ...more];

describe('the server', () => {
  it.each([
    [80_021, ['version-too-old']],
    [80_022, []],
  ])('of version %i', (versionNumber, expected) => {
    const { reasons: found } = planOver('DELETE FROM t', undefined, { versionNumber, version: '8.0.2x' });
    expect(found.map(({ code }) => code)).toEqual(expected);
    if (expected.length > 0) expect(found[0]?.params).toEqual({ version: '8.0.2x' });
  });

  it.each([
    ['aurora', true],
    ['rds', true],
    ['mysql', true],
    ['mariadb', false],
  ] as const)('of the kind %s', (dialect, runnable) => {
    const plan = planOver('DELETE FROM t', undefined, { dialect });
    expect(plan.runnable).toBe(runnable);
    if (!runnable) expect(plan.reasons).toEqual([{ code: 'dialect-watched-only', params: { dialect } }]);
  });

  it.each([
    [{ process: false, select: false, trigger: false }, 'PROCESS'],
    [{ process: true, select: false, trigger: false }, 'SELECT'],
    [{ process: true, select: true, trigger: false }, 'TRIGGER'],
    [{ process: true, select: true, trigger: true }, undefined],
  ])('with an account that sees %j', (sight, privilege) => {
    const { reasons: found, runnable } = planOver('DELETE FROM t', undefined, { sight });
    expect(runnable).toBe(true);
    expect(found).toEqual(privilege === undefined ? [] : [{ code: 'privilege-missing', params: { privilege } }]);
  });
});

describe('the text', () => {
  it.each([
    ['CREATE TABLE x (a INT)', { code: 'form-not-supported', params: { form: 'CREATE TABLE' } }],
    ['nonsense', { code: 'form-not-supported', params: { form: 'UNKNOWN' } }],
    ['UPDATE t SET', { code: 'statement-not-cut', params: { why: 'syntax-not-understood' } }],
    ['UPDATE t SET a = ?', { code: 'form-not-supported', params: { form: '?' } }],
  ])('is not run: %s', (text, reason) => {
    const plan = planOver(text);
    expect(plan).toMatchObject({ verdict: 'none', runnable: false });
    expect(plan.reasons[0]).toEqual(reason);
    expect(plan.statements[0]).toMatchObject({ capture: null, insert: null });
  });

  it('is not proved', () => {
    expect(planOver('DELETE FROM t', undefined, {}, false).reasons).toEqual([
      { code: 'slice-not-proved', params: { why: 'digest-differs' } },
    ]);
  });

  it('cannot be taken apart for sure, where several tables have its column', () => {
    expect(planOver('UPDATE t x JOIN t y SET a = 1').reasons).toEqual([
      { code: 'statement-not-cut', params: { why: 'target-not-known' } },
    ]);
  });

  it.each([
    ['INSERT DELAYED INTO t VALUES (1, 1, 1)', 'INSERT DELAYED'],
    ['REPLACE DELAYED INTO t VALUES (1, 1, 1)', 'REPLACE DELAYED'],
    ['DELETE FROM t WHERE a = (SELECT 1 INTO @x)', 'INTO'],
  ])('has a form that is not undone: %s', (text, form) => {
    expect(planOver(text).reasons[0]).toEqual({ code: 'form-not-supported', params: { form } });
    expect(planOver(text).runnable).toBe(true);
  });
});

describe('the tables', () => {
  it.each([
    [
      'DELETE FROM t WHERE a IN (SELECT 1 FROM information_schema.tables)',
      'system-schema',
      { schema: 'information_schema' },
    ],
    ['DELETE FROM t WHERE a IN (SELECT 1 FROM hr.pay)', 'other-schema', { schema: 'hr' }],
    ['DELETE FROM gone', 'no-table', { table: 'shop.gone' }],
    ['DELETE FROM t WHERE a IN (SELECT 1 FROM gone)', 'no-table', { table: 'shop.gone' }],
  ])('of %s', (text, code, params) => {
    const plan = planOver(text);
    expect(plan.reasons[0]).toEqual({ code, params });
    expect(plan.runnable).toBe(false);
  });

  it.each([
    [0, 'SHOP', 1],
    [1, 'SHOP', 0],
    [1, 'Shop', 0],
  ])('of the target’s own schema, with lower_case_table_names %i as %s', (lowerCaseTableNames, schema, found) => {
    const { reasons: all } = planOver(`DELETE FROM ${schema}.t`, [table({ schema })], { lowerCaseTableNames });
    expect(all.filter(({ code }) => code === 'other-schema')).toHaveLength(found);
  });

  it.each([
    ['view', 'not-a-base-table'],
    ['system', 'not-a-base-table'],
  ] as const)('that is a %s', (kind, code) => {
    const view = table({ table: 'v', kind });
    expect(planOver('DELETE FROM t WHERE a IN (SELECT id FROM v)', [table(), view]).reasons).toEqual([
      { code, params: { table: 'shop.v' } },
    ]);
  });

  it('in another engine, also where it is only read', () => {
    const heap = table({ table: 'h', engine: 'MEMORY' });
    const plan = planOver('DELETE FROM t WHERE a IN (SELECT id FROM h)', [table({ engine: 'innodb' }), heap]);
    expect(plan.reasons).toEqual([{ code: 'not-innodb', params: { table: 'shop.h', engine: 'MEMORY' } }]);
    expect(planOver('DELETE FROM t', [table({ engine: null })]).reasons[0]?.params).toEqual({
      table: 'shop.t',
      engine: '',
    });
  });

  it.each([
    [65_520, []],
    [65_521, ['row-too-wide']],
  ])('whose rows have a text of %i bytes', (octets, expected) => {
    const columns = [column('id', 'int', { nullable: false }), column('w', 'varchar(9)', { octets })];
    expect(reasons('DELETE FROM t', { columns })).toEqual(expected);
  });

  it('whose BLOBs are kept beside the row', () => {
    const long = [
      'longblob',
      'text',
      'json',
      'vector(9)',
      'geometry',
      'point',
      'linestring',
      'polygon',
      'geomcollection',
    ];
    const columns = columnsWith(...long.map((type, i) => column(`c${String(i)}`, type, { octets: 4_294_967_295 })));
    expect(reasons('DELETE FROM t', { columns })).toEqual([]);
    const short = Array.from({ length: 4 }, (_, i) => column(`v${String(i)}`, 'varbinary(20000)', { octets: 20_000 }));
    expect(reasons('DELETE FROM t', { columns: columnsWith(...short) })).toEqual(['row-too-wide']);
  });

  it.each([
    [column('c', 'xml'), ['unsupported-column-type']],
    [column('c', "enum('?')"), ['unsupported-column-type']],
    [column('c', "set('a','?')"), ['unsupported-column-type']],
    [column('Fts_Doc_Id', 'bigint'), ['unsupported-column-type']],
    [column('c', "enum('a')"), []],
    [column('c', 'varchar(9) /* ? */'), []],
    [column('c', 'vector(3)'), []],
    [column('c', 'geomcollection'), []],
    [column('c', 'tinyint'), []],
    [column('c', 'year'), []],
  ])('with a column $name of $type', (own, expected) => {
    const plan = planOver('DELETE FROM t', [table({ columns: columnsWith(own) })]);
    expect(plan.reasons.map(({ code }) => code)).toEqual(expected);
    if (expected.length > 0)
      expect(plan.reasons[0]?.params).toEqual({ table: 'shop.t', column: own.name, type: own.type });
  });
});

describe('keys that move', () => {
  const generated = columnsWith(column('a', 'int'), column('g', 'int', { nullable: false, generated: 'stored' }));
  const touched = columnsWith(column('a', 'int'), column('up', 'timestamp', { nullable: false, onUpdate: true }));

  it.each<[string, string, Partial<TableFacts>, string[]]>([
    ['by an upsert', 'INSERT INTO t VALUES (1, 1, 1) ON DUPLICATE KEY UPDATE ID = 2', {}, []],
    [
      'by an upsert beside triggers',
      'INSERT INTO t VALUES (1, 1, 1) ON DUPLICATE KEY UPDATE ID = 2',
      { triggers: [trigger('UPDATE')] },
      ['key-changed'],
    ],
    [
      'by an upsert of generated ids',
      'INSERT INTO t (a) VALUES (1) ON DUPLICATE KEY UPDATE ID = 2',
      { columns: columnsWith(column('id', 'int', { nullable: false, autoIncrement: true }), column('a', 'int')) },
      ['key-changed'],
    ],
    ['by an upsert of something else', 'INSERT INTO t VALUES (1, 1, 1) ON DUPLICATE KEY UPDATE a = 2', {}, []],
    ['not at all', 'INSERT INTO t VALUES (1, 1, 1)', {}, []],
    ['where the undo may not delete', 'UPDATE t SET id = 2', { triggers: [trigger('INSERT')] }, ['key-changed']],
    ['where it may', 'UPDATE t SET id = 2', {}, []],
    [
      'unnamed, generated',
      'UPDATE t SET a = 2',
      { columns: generated, keys: [key('PRIMARY', ['g'])], triggers: [trigger('DELETE')] },
      ['key-changed'],
    ],
    [
      'unnamed, touched',
      'UPDATE t SET a = 2',
      { columns: touched, keys: [key('PRIMARY', ['up'])], triggers: [trigger('DELETE')] },
      ['key-changed'],
    ],
    [
      'unnamed, where the undo may delete',
      'UPDATE t SET a = 2',
      { columns: touched, keys: [key('PRIMARY', ['up'])] },
      [],
    ],
    [
      'unnamed, by an upsert',
      'INSERT INTO t (a) VALUES (1) ON DUPLICATE KEY UPDATE a = 2',
      { columns: generated, keys: [key('PRIMARY', ['g'])] },
      [],
    ],
  ])('%s: %s', (_, text, facts, expected) => {
    expect(reasons(text, facts).filter((code) => code === 'key-changed')).toEqual(expected);
  });

  it('say which', () => {
    const { reasons: found } = planOver('UPDATE t x JOIN t y SET x.ID = 2, y.a = 2');
    expect(found).toEqual([{ code: 'key-changed', params: { table: 'shop.t', column: 'id' } }]);
  });
});

describe('triggers', () => {
  it.each<[string, ('INSERT' | 'UPDATE' | 'DELETE')[], [string, string][]]>([
    ['UPDATE t SET a = 1', ['UPDATE'], [['triggers-fire', 'UPDATE']]],
    ['UPDATE t SET a = 1', ['INSERT', 'DELETE'], []],
    ['DELETE FROM t', ['DELETE'], [['triggers-fire', 'DELETE']]],
    ['DELETE FROM t', ['INSERT'], [['undo-triggers-fire', 'INSERT']]],
    ['DELETE FROM t', ['UPDATE'], []],
    ['INSERT INTO t VALUES (1, 1, 1)', ['INSERT'], [['triggers-fire', 'INSERT']]],
    ['INSERT INTO t VALUES (1, 1, 1)', ['DELETE'], [['undo-triggers-fire', 'DELETE']]],
    ['INSERT INTO t VALUES (1, 1, 1)', ['UPDATE'], []],
    ['INSERT INTO t VALUES (1, 1, 1) ON DUPLICATE KEY UPDATE a = 1', ['UPDATE'], [['triggers-fire', 'UPDATE']]],
    ['INSERT INTO t VALUES (1, 1, 1) ON DUPLICATE KEY UPDATE a = 1', ['DELETE'], [['undo-triggers-fire', 'DELETE']]],
    [
      'INSERT INTO t VALUES (1, 1, 1) ON DUPLICATE KEY UPDATE a = 1',
      ['INSERT'],
      [
        ['triggers-fire', 'INSERT'],
        ['undo-triggers-fire', 'INSERT'],
      ],
    ],
    ['REPLACE INTO t VALUES (1, 1, 1)', ['UPDATE'], []],
    [
      'REPLACE INTO t VALUES (1, 1, 1)',
      ['DELETE'],
      [
        ['triggers-fire', 'DELETE'],
        ['undo-triggers-fire', 'DELETE'],
      ],
    ],
    [
      'REPLACE INTO t VALUES (1, 1, 1)',
      ['INSERT'],
      [
        ['triggers-fire', 'INSERT'],
        ['undo-triggers-fire', 'INSERT'],
      ],
    ],
  ])('%s with %j', (text, events, expected) => {
    const { reasons: found } = planOver(text, [table({ triggers: events.map((event) => trigger(event)) })]);
    expect(found).toMatchObject(expected.map(([code, event]) => ({ code, params: { table: 'shop.t', event } })));
  });

  const columns = columnsWith(
    column('u', 'int'),
    column('up', 'timestamp', { onUpdate: true }),
    column('g', 'int', { generated: 'virtual' }),
    column('n', 'int'),
  );
  it.each<[string, TableFacts['keys'], ('INSERT' | 'DELETE')[], string | undefined]>([
    ['a unique value that changes', [key('u', ['U'])], ['INSERT'], 'INSERT'],
    ['a unique value that changes', [key('u', ['u'])], ['INSERT', 'DELETE'], 'DELETE'],
    ['a unique value that does not', [key('n', ['n'])], ['INSERT'], undefined],
    ['a unique value that touches itself', [key('up', ['up'])], ['INSERT'], 'INSERT'],
    ['a unique value that is generated', [key('g', ['g'])], ['INSERT'], 'INSERT'],
    [
      'a unique value of an expression',
      [{ name: 'x', unique: true, parts: [{ column: null, prefix: null, expression: '(u)' }] }],
      ['INSERT'],
      'INSERT',
    ],
    ['a value that is not unique', [key('u', ['u'], { unique: false })], ['INSERT'], undefined],
  ])('of an undo by UPDATE: %s', (_, more, events, event) => {
    const facts = table({
      columns,
      keys: [key('PRIMARY', ['id']), ...more],
      triggers: events.map((one) => trigger(one)),
    });
    const { reasons: found } = planOver('UPDATE t SET u = 1', [facts]);
    expect(found).toEqual(
      event === undefined ? [] : [{ code: 'undo-triggers-fire', params: { table: 'shop.t', event } }],
    );
  });
});

describe('values that follow from the zone of a session', () => {
  const stamp = column('ts', 'timestamp');
  const stored = column('g', 'int', { generated: 'stored', expression: 'hour(`ts`)' });
  const virtual = { ...stored, generated: 'virtual' as const };

  it.each<[string, TableFacts['columns'], TableFacts['keys'], string | undefined]>([
    ['stored', [stamp, stored], [], 'g'],
    ['virtual', [stamp, virtual], [], undefined],
    ['virtual, in an index', [stamp, virtual], [key('i', ['g'], { unique: false })], 'g'],
    ['stored, of a DATETIME', [column('ts', 'datetime'), stored], [], undefined],
    ['stored, of another column with a name like it', [stamp, { ...stored, expression: '`ts2` + 1' }], [], undefined],
    [
      'stored, by way of another',
      [stamp, virtual, column('h', 'int', { generated: 'stored', expression: '(`G` + 1)' })],
      [],
      'h',
    ],
    ['stored, by a function', [column('g', 'int', { generated: 'stored', expression: 'from_unixtime(1)' })], [], 'g'],
    [
      'stored, by a function of the zone',
      [column('g', 'int', { generated: 'stored', expression: 'UNIX_TIMESTAMP(`d`)' })],
      [],
      'g',
    ],
    [
      'stored, by another function',
      [column('g', 'int', { generated: 'stored', expression: 'my_unix_timestamp2(1)' })],
      [],
      undefined,
    ],
    [
      'in an index of an expression',
      [stamp],
      [{ name: 'x', unique: false, parts: [{ column: null, prefix: null, expression: 'hour(`ts`)' }] }],
      'x',
    ],
    [
      'a name with a backtick',
      [
        { ...stamp, name: 't`s' },
        { ...stored, expression: 'hour(`t``s`)' },
      ],
      [],
      'g',
    ],
  ])('%s', (_, more, keys, name) => {
    const facts = table({ columns: columnsWith(column('a', 'int'), ...more), keys: [key('PRIMARY', ['id']), ...keys] });
    for (const text of [
      'DELETE FROM t',
      'UPDATE t SET a = 1',
      'REPLACE INTO t (id) VALUES (1)',
      'INSERT INTO t (id) VALUES (1) ON DUPLICATE KEY UPDATE a = 1',
    ]) {
      const plan = planOver(text, [facts]);
      const unfindable = keys.some(({ unique }) => unique);
      if (unfindable) continue;
      expect([plan.verdict, plan.runnable, plan.reasons]).toEqual(
        name === undefined
          ? ['exact', true, []]
          : ['partial', true, [{ code: 'stored-generated-over-timestamp', params: { table: 'shop.t', column: name } }]],
      );
    }
    expect(planOver('INSERT INTO t (id) VALUES (1)', [facts]).verdict).toBe('exact');
  });
});

describe('expressions', () => {
  it.each([
    ['UPDATE t SET a = @x', { code: 'user-variable', params: { name: '@x' } }],
    ['UPDATE t SET a = (@x := 1)', { code: 'user-variable', params: { name: '@x' } }],
    ['UPDATE t SET a = @@sql_mode', { code: 'session-function', params: { name: '@@sql_mode' } }],
    ['UPDATE t SET a = LAST_INSERT_ID()', { code: 'session-function', params: { name: 'LAST_INSERT_ID' } }],
    ['UPDATE t SET a = DATABASE()', { code: 'session-function', params: { name: 'DATABASE' } }],
    ...['RAND', 'UUID', 'UUID_SHORT', 'RANDOM_BYTES', 'SYSDATE', 'SLEEP'].map(
      (name) => [`UPDATE t SET a = ${name}(1)`, { code: 'nondeterministic-function', params: { name } }] as const,
    ),
    ['UPDATE t SET a = f(1)', { code: 'stored-function', params: { name: 'f' } }],
    ['UPDATE t SET a = shop.f(1)', { code: 'stored-function', params: { name: 'shop.f' } }],
    ['UPDATE /*+ SET_VAR(x = 1) */ t SET a = 1', { code: 'hint-sets-variable', params: { name: 'SET_VAR' } }],
    ['DELETE FROM t WHERE a IN (SELECT id FROM t FOR UPDATE)', { code: 'locking-clause', params: {} }],
    ['INSERT INTO t (id) SELECT id FROM t LOCK IN SHARE MODE', { code: 'locking-clause', params: {} }],
  ] as const)('that another evaluation would not give again: %s', (text, reason) => {
    const plan = planOver(text);
    expect(plan).toMatchObject({ verdict: 'none', runnable: true });
    expect(plan.reasons).toEqual([reason]);
  });

  it.each([
    'UPDATE t SET a = NOW()',
    'UPDATE t SET a = ABS(a)',
    'UPDATE t SET a = (SELECT MAX(id) FROM (SELECT id FROM t) x)',
  ])('that it would: %s', (text) => {
    expect(reasons(text)).toEqual([]);
  });
});

describe('an order that leaves no choice', () => {
  const columns = columnsWith(column('a', 'int', { nullable: false }), column('n', 'int'));
  const keys = [key('PRIMARY', ['id']), key('a', ['a', 'id']), key('n', ['n'])];
  const prefix = { name: 'p', unique: true, parts: [{ column: 'a', prefix: 2, expression: null }] };

  it.each<[string, string[], TableFacts['keys']?]>([
    ['DELETE FROM t ORDER BY id LIMIT 1', []],
    ['DELETE FROM t ORDER BY n, ID DESC LIMIT 1', []],
    ['DELETE FROM t ORDER BY a LIMIT 1', ['limit-without-total-order']],
    ['DELETE FROM t ORDER BY a LIMIT 1', [], [key('PRIMARY', ['id']), key('a', ['a'])]],
    ['DELETE FROM t ORDER BY n LIMIT 1', ['limit-without-total-order']],
    ['DELETE FROM t ORDER BY a LIMIT 1', ['limit-without-total-order'], [key('PRIMARY', ['id']), prefix]],
    [
      'DELETE FROM t ORDER BY a LIMIT 1',
      ['limit-without-total-order'],
      [key('PRIMARY', ['id']), key('a', ['a'], { unique: false })],
    ],
    ['DELETE FROM t ORDER BY id + 0 LIMIT 1', ['limit-without-total-order']],
    ['DELETE FROM t LIMIT 1', ['limit-without-total-order']],
    ['UPDATE t SET n = 1 LIMIT 1', ['limit-without-total-order']],
    ['UPDATE t SET n = 1 ORDER BY n', []],
    ["UPDATE t SET n = 1 WHERE MATCH (n) AGAINST ('x')", ['match-without-total-order']],
    ["UPDATE t SET n = 1 WHERE MATCH (n) AGAINST ('x') ORDER BY id", []],
    ["INSERT INTO t SELECT id, a, n FROM t WHERE MATCH (n) AGAINST ('x')", ['match-without-total-order']],
    ['DELETE FROM t WHERE id IN (SELECT id FROM (SELECT id FROM t LIMIT 1) x)', ['limit-without-total-order']],
    ['INSERT INTO t SELECT `limit`.id, 1, 1 FROM t AS `limit`', []],
  ])('%s: %j', (...[text, expected, own]) => {
    expect(reasonsOf(text, table({ columns, keys: own ?? keys }))).toEqual(expected);
  });
});

describe('one statement and all of them', () => {
  it('say each reason once', () => {
    const plan = planOver('DELETE FROM gone; DELETE FROM gone; DELETE FROM t');
    expect(plan.reasons.filter(({ code }) => code === 'no-table')).toHaveLength(1);
    expect(plan.statements.map(({ verdict, runnable }) => [verdict, runnable])).toEqual([
      ['none', false],
      ['none', false],
      ['exact', true],
    ]);
    expect(plan).toMatchObject({ verdict: 'none', runnable: false });
  });

  it('have the worst verdict of all', () => {
    const stamped = table({
      table: 's',
      columns: columnsWith(column('ts', 'timestamp'), column('g', 'int', { generated: 'stored', expression: '`ts`' })),
    });
    expect(planOver('DELETE FROM t; DELETE FROM s', [table(), stamped]).verdict).toBe('partial');
    expect(planOver('DELETE FROM s; DELETE FROM t ORDER BY a LIMIT 1', [table(), stamped]).verdict).toBe('none');
  });
});
