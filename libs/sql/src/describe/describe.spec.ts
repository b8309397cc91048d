import { sqlMode } from '../mode.js';
import { slice } from '../slice/slice.js';
import { split } from '../split/split.js';
import type { SliceFacts } from '../types.js';
import { describe as describeSlice } from './describe.js';

function facts(text: string): SliceFacts {
  const [statement] = split(text, sqlMode('', '9.7.4')).statements;
  const made = statement === undefined ? undefined : slice(statement);
  if (made?.ok !== true) throw new Error(text);
  return describeSlice(made.slice);
}

const calls = (text: string): string[] =>
  facts(text).functions.map(({ name, nature, place }) => `${name} ${nature} ${place}`);

describe('functions', () => {
  test.each<[string, string[]]>([
    ['UPDATE t SET a = now(), b = NOW(6) WHERE c = f(1)', ['NOW pure set', 'NOW pure set', 'f unknown where']],
    ['UPDATE t SET a = RAND() ORDER BY uuid() LIMIT 1', ['RAND session set', 'UUID session order-by']],
    ['DELETE FROM t WHERE a = now ()', ['now unknown where']],
    ['DELETE FROM t WHERE a = concat ("x")', ['CONCAT pure where']],
    ['DELETE FROM t WHERE a = s.f(1) OR b = `f`(2)', ['f unknown where', 'f unknown where']],
    ['DELETE FROM t WHERE a IN (1) AND EXISTS (SELECT 1) AND (b) AND NOT (c)', []],
    ['UPDATE t SET a = CAST(b AS DECIMAL(5,2)), c = CONVERT(d, DATETIME(6))', ['CAST pure set', 'CONVERT pure set']],
    ['DELETE FROM t WHERE a = CURRENT_USER', ['CURRENT_USER session where']],
    [
      'UPDATE t SET a = (SELECT COUNT(*) OVER (PARTITION BY x) FROM u), b = ROW_NUMBER() OVER ()',
      ['COUNT aggregate set', 'ROW_NUMBER window set'],
    ],
    [
      'INSERT INTO t (a) VALUES (sleep(1)) ON DUPLICATE KEY UPDATE a = VALUES(a) + last_insert_id(1)',
      ['SLEEP session values', 'VALUES pure on-duplicate', 'LAST_INSERT_ID session on-duplicate'],
    ],
    ['WITH c(a) AS (SELECT g()) UPDATE t, c SET t.a = c.a', ['g unknown with']],
    ['UPDATE t, (SELECT 1) AS d(x) SET t.a = d.x', []],
    ["DELETE FROM t WHERE MATCH (a) AGAINST ('x')", []],
  ])('%s', (text, expected) => {
    expect(calls(text)).toEqual(expected);
  });
});

describe('tables and subqueries', () => {
  const tables = (text: string): string[] => facts(text).tables.map(({ schema, table }) => `${schema ?? ''}.${table}`);

  test.each<[string, string[]]>([
    [
      'DELETE FROM t WHERE a IN (SELECT b FROM s.u JOIN v USING (x) WHERE c IN (SELECT 1 FROM w))',
      ['.t', 's.u', '.v', '.w'],
    ],
    ['DELETE FROM t WHERE a = TRIM(BOTH FROM b) AND EXTRACT(YEAR FROM c) = 1', ['.t']],
    ['DELETE FROM t WHERE a = TRIM((SELECT x FROM u) FROM b) OR c = (SELECT 1 FROM DUAL)', ['.t', '.u']],
    ['UPDATE t SET a = (TABLE u LIMIT 1)', ['.t', '.u']],
    ['WITH c AS (SELECT * FROM u) UPDATE t, c SET t.a = (SELECT MAX(x) FROM c)', ['.t', '.u']],
    ['WITH u AS (SELECT * FROM u) DELETE FROM t WHERE a IN (SELECT x FROM u)', ['.t', '.u']],
    ['DELETE FROM t WHERE a IN (WITH z AS (SELECT 1) SELECT * FROM z) OR b IN (SELECT 1 FROM z)', ['.t', '.z']],
    [
      'INSERT INTO t SELECT * FROM u LEFT JOIN v ON u.a = v.a ON DUPLICATE KEY UPDATE x = (SELECT 1 FROM w)',
      ['.t', '.u', '.v', '.w'],
    ],
    ['UPDATE t JOIN (SELECT a FROM u) d ON d.a = t.a SET t.b = 1', ['.t', '.u']],
  ])('%s', (text, expected) => {
    expect(tables(text)).toEqual(expected);
  });

  test('subqueries with their place, outermost only', () => {
    const { subqueries } = facts(
      'UPDATE t SET a = (SELECT 1 FROM u FOR UPDATE) WHERE b IN (SELECT c FROM (SELECT 1 AS c FROM v LIMIT 2) d)',
    );
    expect(
      subqueries.map(({ place, hasLimit, hasLock, tables: read }) => [
        place,
        hasLimit,
        hasLock,
        read.map(({ table }) => table),
      ]),
    ).toEqual([
      ['set', false, true, ['u']],
      ['where', true, false, ['v']],
    ]);
  });

  test('system schemas', () => {
    expect(facts('DELETE FROM t WHERE a IN (SELECT 1 FROM INFORMATION_SCHEMA.tables)').systemSchemas).toEqual([
      'information_schema',
    ]);
    expect(facts('DELETE FROM mysql.user').systemSchemas).toEqual(['mysql']);
    expect(facts('DELETE FROM t').systemSchemas).toEqual([]);
  });
});

describe('flags', () => {
  const flags = (text: string): string[] =>
    Object.entries(facts(text))
      .filter(([, value]) => value === true)
      .map(([name]) => name);

  test.each<[string, string[]]>([
    ['DELETE FROM t WHERE a = @x', []],
    ['DELETE FROM t WHERE a = (@x := 1)', ['usesAssignmentOperator']],
    ['DELETE /*+ SET_VAR(sort_buffer_size=1M) */ FROM t', ['usesSetVarHint']],
    ['DELETE FROM t WHERE a IN (SELECT /*+ Set_Var (x=1) */ 1)', ['usesSetVarHint']],
    ['DELETE FROM t WHERE a IN (SELECT 1 FROM u FOR SHARE)', ['usesLock']],
    ['DELETE FROM t WHERE a IN (SELECT 1 FROM u LOCK IN SHARE MODE)', ['usesLock']],
    ['DELETE FROM t WHERE MATCH(a) AGAINST (1)', ['usesMatch']],
    ['DELETE FROM t WHERE a = (SELECT 1 INTO @x)', ['usesInto']],
    ['INSERT INTO t VALUES (1)', []],
    ['DELETE FROM t ORDER BY a LIMIT 1', ['hasLimit', 'hasOrderBy']],
    ['DELETE FROM t /*!80000 WHERE a=1 */', ['hasVersionComments']],
    ["DELETE FROM t WHERE a = '/*!80000 x */'", []],
  ])('%s', (text, expected) => {
    expect(flags(text)).toEqual(expected);
  });

  test('variables and assigned columns', () => {
    const own = facts('UPDATE t SET a = @x, t.b = @@sql_mode WHERE c = @x');
    expect(own.userVariables).toEqual(['@x']);
    expect(own.systemVariables).toEqual(['@@sql_mode']);
    expect(own.assignedColumns.map(({ table, column }) => [table, column])).toEqual([
      [undefined, 'a'],
      ['t', 'b'],
    ]);
  });
});
