import { classify, describe as describeSlice, parseAst, slice, split, sqlMode } from '@sluice/sql';
import type { ChangeUnderReview, ReviewedStatement, ReviewedTable } from './change-under-review.js';
import { review } from './review.js';
import { rules } from './rules/index.js';

function table(name: string, columns: string, keys: string[], estimatedRows = 1_000_000): ReviewedTable {
  return {
    schema: 'shop',
    table: name,
    kind: 'base',
    columns: columns.split(' ').map((column) => ({ name: column })),
    keys: keys.map((key, index) => ({
      name: index === 0 ? 'PRIMARY' : `key_${String(index)}`,
      unique: index === 0,
      parts: key.split(' ').map((column) => ({ column: column === '(expression)' ? null : column })),
    })),
    estimatedRows,
  };
}

const missing = (name: string): ReviewedTable => ({
  ...table(name, 'x', []),
  kind: 'missing',
  columns: [],
  keys: [],
  estimatedRows: null,
});

const tables = [
  table('orders', 'id customer_id status memo paid_at total', ['id', 'customer_id paid_at', 'memo', '(expression)']),
  table('order_items', 'order_id line_no quantity', ['order_id line_no'], 5_000),
  table('t', 'a b c', ['b'], 50),
  missing('order'),
  { ...missing('gone'), schema: 'other' },
];

function statementsIn(text: string, version: string): ReviewedStatement[] {
  const { statements, problems } = split(text, sqlMode('', version));
  expect(problems).toEqual([]);
  return statements.map((statement, index) => {
    const cut = slice(statement);
    return {
      number: index + 1,
      range: { from: statement.position.offset, to: statement.position.offset + statement.text.length },
      kind: classify(statement),
      statement,
      slice: cut,
      facts: cut.ok ? describeSlice(cut.slice) : null,
      ast: parseAst(statement.text),
    };
  });
}

interface Circumstances extends Partial<Omit<ChangeUnderReview, 'statements'>> {
  readonly version?: string;
  readonly withoutAst?: boolean;
}

/** `code param=value …` of each finding, with the severity in front and the marked text behind. */
function said(text: string, { version = '8.0.42', withoutAst = false, ...change }: Circumstances = {}): string[] {
  const statements = statementsIn(text, version).map((statement) =>
    withoutAst ? { ...statement, ast: { ast: undefined, reason: 'too-long' as const, message: '' } } : statement,
  );
  const findings = review({
    statements,
    tables,
    schema: 'shop',
    lowerCaseTableNames: 0,
    environment: { production: true },
    expectedRows: null,
    counted: [],
    ...change,
  });
  return findings
    .filter(({ code }) => code !== 'not-parsed-for-review' && code !== 'version-comment-expanded')
    .map(({ severity, code, params, range }) => {
      const marked = range === undefined ? '' : ` «${text.slice(range.from, range.to)}»`;
      return `${severity} ${code} ${Object.values(params).join(' ')}${marked}`;
    });
}

describe.each([false, true])('no-where, without an AST: %s', (withoutAst) => {
  it.each([
    ['UPDATE t SET a = 1', ['block no-where t «UPDATE t SET a = 1»']],
    ['DELETE FROM t', ['block no-where t «DELETE FROM t»']],
    ['UPDATE t SET a = 1 WHERE 1 = 1', ['warn no-where t «UPDATE t SET a = 1 WHERE 1 = 1»']],
    ['DELETE FROM t WHERE TRUE', ['warn no-where t «DELETE FROM t WHERE TRUE»']],
    ['UPDATE t SET a = 5--1 WHERE b = 2', []],
    ['DELETE FROM t /*!80000 WHERE b = 1 */', []],
    ['DELETE QUICK FROM t WHERE b = 1', []],
    ['DELETE FROM t ORDER BY b LIMIT 10', []],
    ["UPDATE t SET a = ' WHERE b = 1'", ["block no-where t «UPDATE t SET a = ' WHERE b = 1'»"]],
    ['UPDATE t SET a = 1 -- WHERE b = 1', ['block no-where t «UPDATE t SET a = 1»']],
    [
      'UPDATE t SET a = (SELECT quantity FROM order_items WHERE order_id = 1)',
      [expect.stringContaining('block no-where t')],
    ],
    ['INSERT INTO t (a) VALUES (1)', []],
  ])('%s', (sql, expected) => {
    expect(said(sql, { withoutAst })).toEqual(expected);
  });

  it('reads a version comment as the target does', () => {
    const sql = 'DELETE FROM t /*!80400 WHERE b = 1 */';
    expect(said(sql, { withoutAst, version: '8.4.0' })).toEqual([]);
    expect(said(sql, { withoutAst, version: '8.0.42' })).toEqual([expect.stringContaining('block no-where t')]);
  });

  it('warns only, where the number of rows was stated or nothing is at stake', () => {
    const text = ['warn no-where t «DELETE FROM t»'];
    expect(said('DELETE FROM t', { withoutAst, expectedRows: 50 })).toEqual(text);
    expect(said('DELETE FROM t', { withoutAst, environment: { production: false } })).toEqual(text);
  });
});

describe.each([false, true])('unknown-table, without an AST: %s', (withoutAst) => {
  it.each([
    ['UPDATE `order` SET a = 1 WHERE b = 1', ['block unknown-table shop.order «`order`»']],
    ['DELETE FROM other.gone WHERE b = 1', ['block unknown-table other.gone «other.gone»']],
    ['UPDATE t SET a = 1 WHERE b IN (SELECT id FROM `order`)', ['block unknown-table shop.order «`order`»']],
    ['WITH `order` AS (SELECT 1 AS id) UPDATE t SET a = 1 WHERE b IN (SELECT id FROM `order`)', []],
    ['DELETE QUICK FROM t WHERE b = 1', []],
    ['UPDATE not_read SET a = 1 WHERE b = 1', []],
  ])('%s', (sql, expected) => {
    expect(said(sql, { withoutAst })).toEqual(expected);
  });

  it('tells names apart by case as the target does', () => {
    const only = [missing('Orders'), ...tables];
    const sql = 'DELETE FROM ORDERS WHERE id = 1';
    expect(said(sql, { withoutAst, tables: only, lowerCaseTableNames: 0 })).toEqual([]);
    expect(said(sql, { withoutAst, tables: only, lowerCaseTableNames: 1 })).toEqual([
      'block unknown-table shop.ORDERS «ORDERS»',
    ]);
  });
});

describe('unknown-column', () => {
  it.each([false, true])('blocks a written one, without an AST: %s', (withoutAst) => {
    expect(said('UPDATE orders SET stauts = 1 WHERE id = 1', { withoutAst })).toEqual([
      'block unknown-column orders stauts «stauts»',
    ]);
    expect(said('INSERT INTO t (a, d) VALUES (1, 2)', { withoutAst })).toEqual(['block unknown-column t d «(a, d)»']);
    expect(said('UPDATE orders o SET o.STATUS = 1, o.`statús` = 2 WHERE o.id = 1', { withoutAst })).toEqual([
      'block unknown-column orders statús «o.`statús`»',
    ]);
    expect(said('UPDATE t, orders SET quantity = 1 WHERE b = id', { withoutAst })).toEqual([
      'block unknown-column t quantity «quantity»',
    ]);
    expect(said('UPDATE t /*!80000 SET a = 1, d = 2 */ WHERE b = 1', { withoutAst })).toEqual([
      'block unknown-column t d «d»',
    ]);
  });

  it('warns of a read one where there is an AST', () => {
    const sql = 'UPDATE orders SET status = 1 WHERE id = 1 AND payed_at IS NULL';
    expect(said(sql)).toEqual(['warn unknown-column orders payed_at «payed_at»']);
    expect(said(sql, { withoutAst: true })).toEqual([]);
  });

  it.each([
    ['a number that the AST takes for a column', 'UPDATE t SET a = 1 WHERE b = 1e5'],
    ['an introducer that the AST takes for a column', "INSERT INTO t (a) SELECT _latin1'x' FROM orders"],
    ['an alias of an expression', 'UPDATE t SET a = (SELECT id AS best FROM orders ORDER BY best LIMIT 1) WHERE b = 1'],
    ['a column of an outer table', 'UPDATE t SET a = 1 WHERE b = 1 AND EXISTS (SELECT 1 FROM orders WHERE id = c)'],
    ['a name with a backtick in it, which the AST leaves undecoded', 'UPDATE t SET a = 1 WHERE b = 1 AND `a``b` = 1'],
  ])('is silent about %s', (_, sql) => {
    expect(said(sql)).toEqual([]);
  });

  it('says nothing of tables whose columns it does not know', () => {
    expect(said('UPDATE not_read SET a = 1 WHERE z = 1')).toEqual([]);
    expect(said('WITH x AS (SELECT 1 AS z) UPDATE t JOIN x ON z = b SET a = 1 WHERE z = 1')).toEqual([]);
  });
});

describe('key-change', () => {
  it.each([false, true])('is found in the SET list, without an AST: %s', (withoutAst) => {
    expect(said('UPDATE orders SET ID = id + 1 WHERE id = 1', { withoutAst })).toEqual([
      'warn key-change orders ID «ID»',
    ]);
    expect(said('UPDATE order_items AS i SET i.line_no = 2 WHERE i.order_id = 1', { withoutAst })).toEqual([
      'warn key-change order_items line_no «i.line_no»',
    ]);
    expect(said('UPDATE t SET a = 1 /*!, b = 2 */ WHERE b = 1', { withoutAst })).toEqual(['warn key-change t b «b»']);
    expect(said('UPDATE orders SET status = 1 WHERE id = 1', { withoutAst })).toEqual([]);
  });
});

describe('rows-over-expectation', () => {
  const sql = 'UPDATE orders SET status = 1 WHERE id > 1; DELETE FROM orders WHERE id = 1';
  const counted = [
    { statement: 1, matched: { rows: 40, atLeast: false } },
    { statement: 2, matched: { rows: 3, atLeast: true } },
    { statement: 3, matched: null },
  ];
  it.each([
    [42, ['warn rows-over-expectation 42 43']],
    [43, []],
    [null, []],
  ])('expecting %s where 43 match', (expectedRows, expected) => {
    expect(said(sql, { counted, expectedRows })).toEqual(expected);
  });
});

describe('full-scan', () => {
  const marked = (where: string) => [`warn full-scan orders 1000000 «${where}»`];
  it.each([
    ["status = 'paid'", true, true],
    ['id = 1', false, false],
    ["status = 'paid' AND customer_id = 7", false, false],
    ["paid_at > '2026-01-01'", true, true],
    ["status = 'paid' OR id = 7", true, false],
    ['ABS(id) = 7', true, false],
    ["memo LIKE '%late%'", true, false],
    ["memo LIKE 'late%'", false, false],
    ['id IN (1, 2)', false, false],
    ['id BETWEEN 1 AND 2', false, false],
    ['7 = id', false, false],
    ['memo IS NULL', false, false],
  ])('UPDATE orders … WHERE %s: with an AST %s, without %s', (where, withAst, withoutAst) => {
    const sql = `UPDATE orders SET total = 1 WHERE ${where}`;
    expect(said(sql)).toEqual(withAst ? marked(where) : []);
    expect(said(sql, { withoutAst: true })).toEqual(withoutAst ? marked(where) : []);
  });

  it('is silent about a small table, and about an AST that lost the WHERE', () => {
    expect(said('DELETE FROM order_items WHERE quantity = 0')).toEqual([]);
    expect(said('UPDATE orders SET total = 5--1 WHERE id = 2')).toEqual([]);
    expect(said('DELETE FROM orders /*!80000 WHERE id = 1 */')).toEqual([]);
  });
});

it('stands long conditions', () => {
  const either = Array.from({ length: 9_000 }, () => 'id=1').join(' or ');
  expect(said(`DELETE FROM orders WHERE ${either}`)).toEqual([]);
  const list = Array.from({ length: 10_000 }, (_, id) => id).join(',');
  expect(said(`DELETE FROM orders WHERE id IN (${list})`)).toEqual([]);
  expect(said(`DELETE FROM orders WHERE ${'('.repeat(3_000)}id=1${')'.repeat(3_000)}`)).toEqual([]);
});

describe('the reading of the text', () => {
  const codes = (text: string) =>
    review({
      ...{ statements: statementsIn(text, '8.0.42'), tables, schema: 'shop', lowerCaseTableNames: 0 },
      ...{ environment: { production: true }, expectedRows: null, counted: [] },
    });

  it('shows a version comment that the target takes, expanded', () => {
    expect(codes('DELETE FROM t /*!80000 WHERE b = 1 */')).toEqual([
      expect.objectContaining({ code: 'version-comment-expanded', params: { text: 'DELETE FROM t WHERE b = 1' } }),
    ]);
    expect(codes('DELETE FROM t /*!90000 LIMIT 1 */ WHERE b = 1')).toEqual([]);
  });

  it('says where there is no AST', () => {
    expect(codes('UPDATE LOW_PRIORITY t SET a = 1 WHERE b = 1')).toEqual([
      expect.objectContaining({ code: 'not-parsed-for-review', severity: 'note', params: { why: 'not-parsed' } }),
    ]);
  });

  it('numbers findings by statement and marks them in the whole text', () => {
    const text = 'UPDATE t SET a = 1 WHERE b = 1;\n  DELETE FROM t;\nUPDATE t SET zz = 1 WHERE b = 1';
    expect(codes(text).map(({ statement, range }) => [statement, text.slice(range?.from, range?.to)])).toEqual([
      [2, 'DELETE FROM t'],
      [3, 'zz'],
    ]);
  });

  it('has rules for different codes only', () => {
    expect(new Set(rules.map(({ code }) => code)).size).toBe(rules.length);
  });
});
