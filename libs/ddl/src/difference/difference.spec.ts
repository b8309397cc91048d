import fc from 'fast-check';
import { readTable } from '../table/read-table.js';
import type { TableModel } from '../table/model.js';
import { columnDifference, type ColumnDifference } from './columns.js';
import { difference } from './difference.js';
import { inPlace } from './in-place.js';
import { keyDifference, type KeyDifference } from './keys.js';

const version = '9.7.4';
function table(body: string, options = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4'): TableModel {
  const read = readTable(`CREATE TABLE \`t\` (\n${body}\n) ${options}`, version);
  if (read === undefined) throw new Error(body);
  return read;
}
const same = (one: TableModel): Map<string, string> => new Map(one.columns.map(({ name }) => [name, name]));

test.each([
  ['a column', '`a` int', '`a` int, `b` int NOT NULL', 'ALTER TABLE `t` ADD COLUMN `b` int NOT NULL AFTER `a`'],
  ['the place of a column', '`a` int, `b` int', '`b` int, `a` int', 'ALTER TABLE `t` MODIFY COLUMN `b` int FIRST'],
  ['a default', "`a` int DEFAULT '1'", '`a` int', 'ALTER TABLE `t` MODIFY COLUMN `a` int'],
  [
    'a collation that the table has',
    '`a` int',
    "`a` int, `b` varchar(5) COLLATE utf8mb4_bin DEFAULT 'COLLATE x'",
    "ALTER TABLE `t` ADD COLUMN `b` varchar(5) DEFAULT 'COLLATE x' AFTER `a`",
  ],
  [
    'an unseen index',
    '`a` int, KEY `k` (`a`)',
    '`a` int, KEY `k` (`a`) /*!80000 INVISIBLE */',
    'ALTER TABLE `t` ALTER INDEX `k` INVISIBLE',
  ],
  [
    'the name of an index',
    '`a` int, KEY `k` (`a`)',
    '`a` int, KEY `l` (`a`)',
    'ALTER TABLE `t` RENAME INDEX `k` TO `l`',
  ],
  [
    'an index before another',
    '`a` int, KEY `k` (`a`)',
    '`a` int, KEY `j` (`a`,`b`), KEY `k` (`a`), `b` int',
    undefined,
  ],
  [
    'a CHECK',
    '`a` int, CONSTRAINT `c` CHECK ((`a` > 0))',
    '`a` int, CONSTRAINT `c` CHECK ((`a` > 0)) /*!80016 NOT ENFORCED */',
    'ALTER TABLE `t` ALTER CHECK `c` NOT ENFORCED',
  ],
])('undoes %s', (_, from, to, expected) => {
  const [one, other] = [table(from), table(to)];
  const pairs = new Map(
    one.columns.flatMap(({ name }) =>
      other.columns.some((column) => column.name === name) ? [[name, name] as const] : [],
    ),
  );
  const found = difference(one, other, pairs);
  if (expected === undefined) {
    expect(found?.[0]).toBe(
      'ALTER TABLE `t` DROP INDEX `k`, ADD COLUMN `b` int AFTER `a`, ADD KEY `j` (`a`, `b`), ADD KEY `k` (`a`)',
    );
  } else expect(found).toEqual([expected]);
});

test('a foreign key under its old name takes two statements', () => {
  const key = (rule: string) =>
    table(`\`a\` int, CONSTRAINT \`f\` FOREIGN KEY (\`a\`) REFERENCES \`p\` (\`a\`)${rule}`);
  expect(difference(key(''), key(' ON DELETE CASCADE'), same(key('')))).toEqual([
    'ALTER TABLE `t` DROP FOREIGN KEY `f`',
    'ALTER TABLE `t` ADD CONSTRAINT `f` FOREIGN KEY (`a`) REFERENCES `p` (`a`) ON DELETE CASCADE',
  ]);
});

test('text columns follow the table’s charset, so they are said again with it', () => {
  const of = (charset: string) => table('`a` varchar(5), `b` int', `ENGINE=InnoDB DEFAULT CHARSET=${charset}`);
  expect(difference(of('latin1'), of('utf8mb4'), same(of('latin1')))).toEqual([
    'ALTER TABLE `t` MODIFY COLUMN `a` varchar(5), DEFAULT CHARSET=utf8mb4',
  ]);
});

test('options that can’t be taken away again have no way back', () => {
  const one = table('`a` int');
  expect(
    difference({ ...one, options: [...one.options, { name: 'DATA DIRECTORY', value: "'/x'" }] }, one, same(one)),
  ).toBeUndefined();
});

/** What the server does with column clauses, in their order (mysql_prepare_alter_table). */
function applyColumns(from: TableModel, { dropped, placed }: ColumnDifference): string[] {
  let names = from.columns.map(({ name }) => name).filter((name) => !dropped.includes(name));
  for (const { column, now, after } of placed) {
    if (after === undefined) {
      names = names.map((name) => (name === now ? column.name : name));
      continue;
    }
    names = names.filter((name) => name !== now);
    const at = after === null ? 0 : names.indexOf(after) + 1;
    names.splice(at, 0, column.name);
  }
  return names;
}

/** Those that stay before those that are added, in each of the server's groups. */
function applyKeys(from: TableModel, { dropped, renamed, added }: KeyDifference): string[] {
  const kept = from.keys
    .filter((key) => !dropped.includes(key))
    .map(({ name }) => renamed.find((one) => one.from === name)?.to ?? name);
  return [...kept, ...added.map(({ name }) => name)];
}

const columnNames = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { minLength: 1, maxLength: 8 });
const bodyOf = (names: readonly string[]): string => names.map((name) => `\`${name}\` int`).join(', ');

test('applied, the columns are those of the other state, in order', () => {
  fc.assert(
    fc.property(columnNames, columnNames, (one, other) => {
      const [from, to] = [table(bodyOf(one)), table(bodyOf(other))];
      const pairs = new Map(one.filter((name) => other.includes(name)).map((name) => [name, name]));
      expect(applyColumns(from, columnDifference(from, to, pairs))).toEqual(other);
    }),
  );
});

test('applied, the keys are those of the other state, in order', () => {
  const keys = fc.uniqueArray(fc.record({ name: fc.constantFrom(...'klmnop'), column: fc.constantFrom(...'abc') }), {
    selector: ({ name }) => name,
    maxLength: 5,
  });
  const of = (list: readonly { name: string; column: string }[]) =>
    table(
      ['`a` int', '`b` int', '`c` int', ...list.map(({ name, column }) => `KEY \`${name}\` (\`${column}\`)`)].join(
        ', ',
      ),
    );
  fc.assert(
    fc.property(keys, keys, (one, other) => {
      const [from, to] = [of(one), of(other)];
      expect(applyKeys(from, keyDifference(from, to, same(from)))).toEqual(other.map(({ name }) => name));
    }),
  );
});

test('what stays in place is in order, and no shorter than it could be', () => {
  expect([...inPlace(['a', 'b', 'c', 'd'], ['d', 'a', 'b', 'c'])].sort()).toEqual(['a', 'b', 'c']);
  expect([...inPlace([], ['a'])]).toEqual([]);
});
