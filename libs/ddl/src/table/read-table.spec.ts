import { creating } from './creating.js';
import { readTable } from './read-table.js';
import { withoutNextId } from './same-table.js';

const create = `CREATE TABLE \`t\` (
  \`id\` int NOT NULL AUTO_INCREMENT,
  \`a\` int NOT NULL DEFAULT '0' COMMENT 'it''s, \\\\ ) "q" \`b\`\\nnl',
  \`b\` varchar(10) CHARACTER SET latin1 COLLATE latin1_bin DEFAULT NULL,
  \`c\` varchar(5) COLLATE utf8mb4_bin DEFAULT 'COLLATE' /*!80023 INVISIBLE */,
  \`d\` timestamp(3) NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  \`e\` int GENERATED ALWAYS AS ((\`a\` + 1)) VIRTUAL,
  \`h\` point NOT NULL /*!80003 SRID 4326 */,
  \`i\` enum('a','B,c') DEFAULT 'a',
  PRIMARY KEY (\`id\`),
  UNIQUE KEY \`k2\` (\`c\`),
  KEY \`k1\` (\`b\`(3) DESC,\`a\`) COMMENT 'kc' /*!80000 INVISIBLE */,
  SPATIAL KEY \`sp\` (\`h\`),
  KEY \`fx\` (((\`a\` + 1)),(lower(\`b\`))),
  CONSTRAINT \`z\` FOREIGN KEY (\`a\`, \`id\`) REFERENCES \`s\`.\`p\` (\`x\`, \`y\`) ON DELETE SET NULL,
  CONSTRAINT \`chz\` CHECK ((\`a\` > 0)) /*!80016 NOT ENFORCED */
) ENGINE=InnoDB AUTO_INCREMENT=7 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin STATS_PERSISTENT=1 COMMENT='t, c'
/*!50100 PARTITION BY HASH (\`id\`)
PARTITIONS 4 */`;

test('reads every part of a definition', () => {
  const table = readTable(create, '9.7.4');
  expect(table).toMatchObject({
    name: 't',
    keys: [
      { kind: 'primary', name: 'PRIMARY', parts: [{ column: 'id', text: '' }] },
      { kind: 'unique', name: 'k2' },
      {
        kind: 'index',
        name: 'k1',
        options: "COMMENT 'kc'",
        invisible: true,
        parts: [{ column: 'b', text: '(3) DESC' }, { column: 'a' }],
      },
      { kind: 'spatial', name: 'sp' },
      { name: 'fx', parts: [{ column: undefined, text: '((`a` + 1))' }, { text: '(lower(`b`))' }] },
    ],
    foreignKeys: [
      {
        name: 'z',
        columns: ['a', 'id'],
        parentSchema: 's',
        parent: 'p',
        parentColumns: ['x', 'y'],
        rules: 'ON DELETE SET NULL',
      },
    ],
    checks: [{ name: 'chz', expression: '((`a` > 0))', enforced: false }],
    options: [
      { name: 'ENGINE', value: 'InnoDB' },
      { name: 'AUTO_INCREMENT', value: '7' },
      { name: 'DEFAULT CHARSET', value: 'utf8mb4' },
      { name: 'COLLATE', value: 'utf8mb4_bin' },
      { name: 'STATS_PERSISTENT', value: '1' },
      { name: 'COMMENT', value: "'t, c'" },
    ],
    partitioning: 'PARTITION BY HASH (`id`) PARTITIONS 4',
  });
  expect(table?.columns.map(({ name, type, nullable, generated }) => [name, type, nullable, generated])).toEqual([
    ['id', 'int', false, 'no'],
    ['a', 'int', false, 'no'],
    ['b', 'varchar(10)', true, 'no'],
    ['c', 'varchar(5)', true, 'no'],
    ['d', 'timestamp(3)', true, 'no'],
    ['e', 'int', true, 'virtual'],
    ['h', 'point', false, 'no'],
    ['i', "enum('a','B,c')", true, 'no'],
  ]);
  expect(table?.columns[3]).toMatchObject({
    text: "varchar(5) COLLATE utf8mb4_bin DEFAULT 'COLLATE' INVISIBLE",
    definition: "varchar(5) DEFAULT 'COLLATE' INVISIBLE",
  });
});

test('makes the same table under another name, without saying again what columns have from it', () => {
  const [text = '', ...more] = creating(create, '9.7.4', '`s`.`u`');
  expect(more).toEqual([]);
  expect(text).toContain('CREATE TABLE `s`.`u` (\n  `id`');
  expect(text).toContain("`c` varchar(5)  DEFAULT 'COLLATE' /*!80023 INVISIBLE */");
  expect(text).toContain('`b` varchar(10) CHARACTER SET latin1 COLLATE latin1_bin');
  expect(text.endsWith('PARTITIONS 4 */')).toBe(true);
});

test('gives columns the charset that their table once had, not one of their own', () => {
  const text = `CREATE TABLE \`t\` (
  \`a\` varchar(5) CHARACTER SET latin1 DEFAULT NULL,
  \`b\` varchar(5) COLLATE utf8mb4_bin NOT NULL,
  \`c\` varchar(5) CHARACTER SET ascii COLLATE ascii_general_ci DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='x'`;
  expect(creating(text, '9.7.4')).toEqual([
    text
      .replace(' CHARACTER SET latin1', ' ')
      .replace(' COLLATE utf8mb4_bin NOT', '  NOT')
      .replace('DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin', 'DEFAULT CHARSET=latin1'),
    'ALTER TABLE `t` DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin, MODIFY COLUMN `b` varchar(5) NOT NULL',
  ]);
});

test('does not see the next id, but a comment that looks like one', () => {
  expect(withoutNextId(create)).toContain(') ENGINE=InnoDB DEFAULT CHARSET');
  expect(withoutNextId("`a` int COMMENT ') ENGINE=InnoDB AUTO_INCREMENT=5'")).toContain('AUTO_INCREMENT=5');
});

test.each([
  '',
  'CREATE VIEW `v` AS select 1',
  'CREATE TABLE `t` (`a` int, NEW THING (`a`)) ENGINE=InnoDB',
  'CREATE TABLE `t` (`a` int',
])('refuses what it does not know: %s', (text) => {
  expect(readTable(text, '9.7.4')).toBeUndefined();
});
