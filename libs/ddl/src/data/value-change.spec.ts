import { keepsValues, type ResolvedColumn } from './value-change.js';

function column(type: string, others: Partial<ResolvedColumn> = {}): ResolvedColumn {
  return {
    ...{ name: 'a', text: type, definition: type, type, charset: undefined, collation: undefined, nullable: true },
    ...{ autoIncrement: false, onUpdate: false, generated: 'no', resolvedCharset: 'utf8mb4', ...others },
  };
}

test.each([
  ['int', 'bigint', true],
  ['bigint', 'tinyint unsigned', true],
  ['int', 'varchar(20)', false],
  ['int', 'decimal(10,0)', false],
  ['varchar(10)', 'varchar(20)', true],
  ['varchar(20)', 'varchar(10)', false],
  ['varchar(10)', 'char(10)', false],
  ['text', 'mediumtext', true],
  ['mediumtext', 'text', false],
  ['tinyblob', 'longblob', true],
  ['decimal(10,2)', 'decimal(12,4)', true],
  ['decimal(10,2)', 'decimal(11,4)', false],
  ['decimal(10,2)', 'decimal(10,1)', false],
  ['decimal(10,2)', 'decimal(10,2) unsigned', false],
  ['datetime(3)', 'datetime(6)', true],
  ['datetime(3)', 'datetime', false],
  ['datetime', 'timestamp', false],
  ["enum('a','b')", "enum('a','b','c')", true],
  ["enum('a','b')", "enum('b','a')", false],
  ["enum('a,b','c')", "enum('a,b','c','d')", true],
  ["set('a')", "set('a','b')", true],
  ['json', 'longtext', false],
  ['float', 'double', false],
  ['varbinary(5)', 'varbinary(9)', true],
  ['binary(5)', 'binary(9)', false],
])('%s → %s keeps every value: %s', (from, to, expected) => {
  expect(keepsValues(column(from), column(to), true)).toBe(expected);
});

test('another charset keeps values only where every character is in it', () => {
  const of = (resolvedCharset: string) => column('varchar(5)', { resolvedCharset });
  expect(keepsValues(of('utf8mb3'), of('utf8mb4'), true)).toBe(true);
  expect(keepsValues(of('utf8mb4'), of('latin1'), true)).toBe(false);
  expect(keepsValues(of('latin1'), of('utf8mb4'), true)).toBe(false);
});

test('without a strict mode NULLs and numbers change silently', () => {
  expect(keepsValues(column('int'), column('int', { nullable: false }), true)).toBe(true);
  expect(keepsValues(column('int'), column('int', { nullable: false }), false)).toBe(false);
  expect(keepsValues(column('int'), column('bigint'), false)).toBe(false);
  expect(keepsValues(column('int', { nullable: false }), column('int'), false)).toBe(true);
});

test('an id of 0 becomes the next one', () => {
  expect(keepsValues(column('int'), column('int', { autoIncrement: true }), true)).toBe(false);
});
