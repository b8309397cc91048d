import { sqlMode } from '../mode.js';
import { split } from '../split/split.js';
import type {
  Assignment,
  DeleteSlice,
  InsertSlice,
  Range,
  Slice,
  SliceResult,
  SqlMode,
  UpdateSlice,
} from '../types.js';
import { slice, textOf } from './slice.js';

const MODE = sqlMode('', '9.7.4');

function result(text: string, mode: SqlMode = MODE): SliceResult {
  const { statements, problems } = split(text, mode);
  const [statement] = statements;
  if (statement === undefined) throw new Error(JSON.stringify(problems));
  return slice(statement);
}

function sliced(text: string, mode?: SqlMode): Slice {
  const made = result(text, mode);
  if (!made.ok) throw new Error(JSON.stringify(made.refusal));
  return made.slice;
}

const update = (text: string, mode?: SqlMode): UpdateSlice => sliced(text, mode) as UpdateSlice;
const remove = (text: string): DeleteSlice => sliced(text) as DeleteSlice;
const insert = (text: string): InsertSlice => sliced(text) as InsertSlice;
const named = (
  tables: readonly { schema: string | undefined; table: string; alias: string | undefined }[] | undefined,
): string[] | undefined => tables?.map(({ schema, table, alias }) => `${schema ?? ''}.${table} ${alias ?? ''}`.trim());
const assigned = (own: Slice, list: readonly Assignment[]): string[] =>
  list.map(({ target, value }) => `${textOf(own, target)} <- ${textOf(own, value)}`);

describe('UPDATE', () => {
  test('every part, byte for byte', () => {
    const own = update(
      "UPDATE /*+ NO_ICP() */ LOW_PRIORITY IGNORE `주문` PARTITION (p0, p1) AS o USE INDEX (i) SET o.a = 5--1, `b``c`=DEFAULT, d=IF(a,'x, y',(SELECT 1 WHERE 1 LIMIT 1)) WHERE a = 1 -- c\n AND b ORDER BY a DESC, f(b) LIMIT 3",
    );
    expect(textOf(own, own.head)).toBe('UPDATE /*+ NO_ICP() */ LOW_PRIORITY IGNORE ');
    expect(textOf(own, own.hints)).toBe('/*+ NO_ICP() */');
    expect(own.modifiers).toMatchObject({ lowPriority: true, ignore: true, quick: false });
    expect(textOf(own, own.refs)).toBe('`주문` PARTITION (p0, p1) AS o USE INDEX (i)');
    expect(own.tables).toMatchObject([{ schema: undefined, table: '주문', alias: 'o', partitions: ['p0', 'p1'] }]);
    expect(own.multiTable).toBe(false);
    expect(own.targets).toEqual(own.tables);
    expect(assigned(own, own.assignments)).toEqual([
      'o.a <- 5--1',
      '`b``c` <- DEFAULT',
      "d <- IF(a,'x, y',(SELECT 1 WHERE 1 LIMIT 1))",
    ]);
    expect(own.assignments.map(({ column, isDefault }) => [column.table, column.column, isDefault])).toEqual([
      ['o', 'a', false],
      [undefined, 'b`c', true],
      [undefined, 'd', false],
    ]);
    expect(textOf(own, own.where)).toBe('a = 1 -- c\n AND b');
    expect(textOf(own, own.tail)).toBe('WHERE a = 1 -- c\n AND b ORDER BY a DESC, f(b) LIMIT 3');
    expect(own.orderBy.map((term) => [textOf(own, term.expression), term.descending, term.column?.column])).toEqual([
      ['a', true, 'a'],
      ['f(b)', false, undefined],
    ]);
    expect(textOf(own, own.limit)).toBe('3');
  });

  test('5--1 WHERE keeps its WHERE', () => {
    const own = update('UPDATE t SET a=5--1 WHERE b=2');
    expect(assigned(own, own.assignments)).toEqual(['a <- 5--1']);
    expect(textOf(own, own.where)).toBe('b=2');
  });

  test('version comments cut through by a part are expanded', () => {
    const own = update('UPDATE t SET a=1 /*!80000 , b=2 WHERE c=3 */ AND d=4 /*!99999 AND e=5 */');
    expect(assigned(own, own.assignments)).toEqual(['a <- 1', 'b <- 2']);
    expect(textOf(own, own.tail).replaceAll(/ +/g, ' ')).toBe('WHERE c=3 AND d=4');
  });

  test.each<[string, string[], string[] | undefined]>([
    ['UPDATE a, b AS x SET x.c = a.c', ['.a', '.b x'], ['.b x']],
    ['UPDATE a JOIN s.b ON LEFT(a.x, 1) = b.y SET a.c = 1, b.d = 2', ['.a', 's.b'], ['.a', 's.b']],
    ['UPDATE a LEFT JOIN b USING (x) SET c = 1', ['.a', '.b'], undefined],
    ['UPDATE a NATURAL JOIN (SELECT 1 AS x FROM z) AS d SET a.c = d.x', ['.a'], ['.a']],
    ['UPDATE (a JOIN b ON a.x = b.x), c SET b.y = c.y', ['.a', '.b', '.c'], ['.b']],
    ['UPDATE a STRAIGHT_JOIN b SET b.y = 1', ['.a', '.b'], ['.b']],
    ['UPDATE {OJ a LEFT OUTER JOIN b ON a.x = b.x} SET a.y = 1', ['.a', '.b'], ['.a']],
    ['UPDATE a, LATERAL (SELECT 1 AS x) d SET a.y = d.x', ['.a'], ['.a']],
    ["UPDATE a, JSON_TABLE(a.j, '$' COLUMNS (x INT PATH '$.x')) jt SET a.y = jt.x", ['.a'], ['.a']],
    ['UPDATE s1.t, s2.t SET s2.t.a = 1', ['s1.t', 's2.t'], ['s2.t']],
    ['UPDATE a JOIN b ON a.x = b.x JOIN c ON c.x = b.x SET nope.y = 1', ['.a', '.b', '.c'], undefined],
  ])('%s', (text, tables, targets) => {
    const own = update(text);
    expect(own.multiTable).toBe(true);
    expect(named(own.tables)).toEqual(tables);
    expect(named(own.targets)).toEqual(targets);
  });

  test('WITH: names of the clause are no tables, from where they are defined', () => {
    const own = update(
      'WITH x AS (SELECT * FROM x), y AS (SELECT * FROM x) UPDATE t JOIN x ON t.a = x.a JOIN s.y SET t.b = 1',
    );
    expect(textOf(own, own.with)).toBe('WITH x AS (SELECT * FROM x), y AS (SELECT * FROM x)');
    expect(textOf(own, own.head)).toBe('UPDATE ');
    expect(own.tables.map(({ table, isCte }) => [table, isCte])).toEqual([
      ['t', false],
      ['x', true],
      ['y', false],
    ]);
  });

  test('ANSI_QUOTES: the same text has another meaning', () => {
    const text = 'UPDATE "t" SET "a" = "b"';
    expect(result(text).ok).toBe(false);
    expect(update(text, sqlMode('ANSI_QUOTES', '9.7.4')).assignments[0]?.column.column).toBe('a');
  });

  test('NO_BACKSLASH_ESCAPES: a WHERE that is text in another mode', () => {
    const text = "UPDATE t SET a='\\' WHERE b='x'";
    expect(split(text, MODE).problems.map((problem) => problem.code)).toEqual(['unterminated-string']);
    const own = update(text, sqlMode('NO_BACKSLASH_ESCAPES', '9.7.4'));
    expect(textOf(own, own.where)).toBe("b='x'");
  });
});

describe('DELETE', () => {
  test('PARTITION behind the alias is turned for the capture', () => {
    const own = remove('DELETE QUICK FROM s.t AS x PARTITION (p0) WHERE a = 1');
    expect(own.modifiers.quick).toBe(true);
    expect(named(own.targets)).toEqual(['s.t x']);
    expect(textOf(own, own.refs)).toBe('s.t AS x PARTITION (p0)');
    expect(own.captureFrom).toBe('s.t PARTITION (p0) AS x');
  });

  test.each<[string, string, string[], string[]]>([
    ['DELETE a.*, b FROM a JOIN b USING (x) WHERE a.y', 'a JOIN b USING (x)', ['.a', '.b'], ['.a', '.b']],
    ['DELETE FROM x, y.* USING a AS x, s.b y WHERE 1', 'a AS x, s.b y', ['.a x', 's.b y'], ['.a x', 's.b y']],
    ['DELETE IGNORE s.a FROM s.a, c', 's.a, c', ['s.a', '.c'], ['s.a']],
    ['DELETE X FROM a AS x, b', 'a AS x, b', ['.a x', '.b'], ['.a x']],
  ])('%s', (text, refs, tables, targets) => {
    const own = remove(text);
    expect(own.multiTable).toBe(true);
    expect(textOf(own, own.refs)).toBe(refs);
    expect(named(own.tables)).toEqual(tables);
    expect(named(own.targets)).toEqual(targets);
  });

  test('a version comment holds the WHERE', () => {
    const own = remove('DELETE FROM t /*!80000 WHERE a=1 */');
    expect(textOf(own, own.where)).toBe('a=1');
    expect(textOf(own, own.tail)).toBe('WHERE a=1');
  });

  test('no WHERE', () => {
    const own = remove('DELETE FROM t ORDER BY a LIMIT 5');
    expect(own.where).toBeUndefined();
    expect(textOf(own, own.tail)).toBe('ORDER BY a LIMIT 5');
  });
});

describe('INSERT and REPLACE', () => {
  test('VALUES rows are cut into expressions', () => {
    const own = insert(
      "INSERT IGNORE INTO s.`t` PARTITION (p) (a, `b``c`) VALUES (1, 'x), (y'), (-2, DEFAULT), (IF(1,2,3), (SELECT 1)) AS n(x, y) ON DUPLICATE KEY UPDATE a = n.x, t.b = VALUES(b) + 1",
    );
    expect(own.table).toMatchObject({ schema: 's', table: 't', partitions: ['p'] });
    expect(own.columns?.map((column) => column.column)).toEqual(['a', 'b`c']);
    if (own.source.form !== 'values') throw new Error(own.source.form);
    expect(own.source.rows.map((row) => row.values.map((value) => textOf(own, value.range)))).toEqual([
      ['1', "'x), (y'"],
      ['-2', 'DEFAULT'],
      ['IF(1,2,3)', '(SELECT 1)'],
    ]);
    expect(own.source.rows[1]?.values[1]?.isDefault).toBe(true);
    expect(own.rowAlias).toMatchObject({ name: 'n', columns: ['x', 'y'] });
    expect(assigned(own, own.onDuplicate?.assignments ?? [])).toEqual(['a <- n.x', 't.b <- VALUES(b) + 1']);
    expect(own.modifiers.ignore).toBe(true);
  });

  test('SET with a row alias', () => {
    const own = insert('INSERT t SET a = CAST(1 AS CHAR), b = DEFAULT AS n ON DUPLICATE KEY UPDATE a = n.a');
    if (own.source.form !== 'set') throw new Error(own.source.form);
    expect(assigned(own, own.source.assignments)).toEqual(['a <- CAST(1 AS CHAR)', 'b <- DEFAULT']);
    expect(own.rowAlias?.name).toBe('n');
  });

  test.each([
    ['INSERT INTO t () VALUES ()', 'values', []],
    ['INSERT INTO t VALUE (1)', 'values', undefined],
    ['INSERT INTO t PARTITION (p) VALUE (1)', 'values', undefined],
    ['INSERT INTO t (a) SELECT 1 ON DUPLICATE KEY UPDATE a=1', 'select', [1]],
    ['INSERT INTO t (SELECT 1)', 'select', undefined],
    ['INSERT INTO t (a) ((SELECT 1) UNION (SELECT 2))', 'select', [1]],
    ['INSERT INTO t WITH c AS (SELECT 1) SELECT * FROM c', 'select', undefined],
    ['INSERT INTO t TABLE u', 'table', undefined],
    ['REPLACE t VALUES ROW(1, 2), ROW(3, 4)', 'values-row', undefined],
  ])('%s', (text, form, columns) => {
    const own = insert(text);
    expect(own.source.form).toBe(form);
    expect(own.columns?.length).toBe(columns?.length);
    expect(own.table.table).toBe('t');
  });
});

describe('refusals', () => {
  test.each([
    ['SELECT 1', 'kind-not-sliced'],
    ['GRANT a TO b', 'kind-not-sliced'],
    ['nonsense', 'kind-not-sliced'],
    ['UPDATE t', 'syntax-not-understood'],
    ['UPDATE t SET', 'syntax-not-understood'],
    ['UPDATE t SET a', 'syntax-not-understood'],
    ['UPDATE t SET a=1,', 'syntax-not-understood'],
    ['UPDATE t SET a=(1 WHERE b=2', 'syntax-not-understood'],
    ['UPDATE t SET a=1) WHERE (b=2', 'syntax-not-understood'],
    ['UPDATE t SET a=1 LIMIT 1 ORDER BY b', 'syntax-not-understood'],
    ['DELETE t WHERE a=1', 'syntax-not-understood'],
    ['DELETE x FROM a, b', 'syntax-not-understood'],
    ['DELETE FROM a b c', 'syntax-not-understood'],
    ['DELETE FROM t WHERE a IN (SELECT 1 FROM b c d)', 'syntax-not-understood'],
    ['INSERT INTO t', 'syntax-not-understood'],
    ['INSERT INTO t VALUES (1),', 'syntax-not-understood'],
    ['INSERT INTO t VALUES (1) garbage', 'syntax-not-understood'],
    ['WITH c AS (SELECT 1 UPDATE t SET a=1', 'syntax-not-understood'],
  ])('%s → %s', (text, code) => {
    const made = result(text);
    expect(made.ok ? undefined : made.refusal.code).toBe(code);
  });
});

test('ranges are those of the text, not copies of it', () => {
  const own = update('  UPDATE t SET a=1 WHERE b=2  ');
  const cut = (range: Range | undefined): string => own.statement.text.slice(range?.start, range?.end);
  expect([cut(own.refs), cut(own.setList), cut(own.where)]).toEqual(['t', 'a=1', 'b=2']);
});
