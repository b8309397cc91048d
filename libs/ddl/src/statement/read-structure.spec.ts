import { split, sqlMode } from '@sluice/sql';
import { readStructure } from './read-structure.js';
import type { StructureStatement } from './types.js';

const mode = sqlMode('', '9.7.4');

function read(text: string): StructureStatement {
  const [statement] = split(text, mode).statements;
  const found = statement === undefined ? undefined : readStructure(statement);
  if (!found?.ok) throw new Error(`${text}: ${found?.why ?? 'nothing'}`);
  return found.structure;
}

const objects = (text: string): string[] =>
  read(text).objects.map(
    ({ role, type, schema, name }) => `${role} ${type} ${schema === undefined ? '' : `${schema}.`}${name}`,
  );
const clauses = (text: string): string[] =>
  read(text).clauses.map(({ kind, name, newName }) =>
    [kind, name, newName].filter((part) => part !== undefined).join(' '),
  );

test.each([
  [
    'CREATE TABLE IF NOT EXISTS s.t (a INT REFERENCES p (a), FOREIGN KEY (a) REFERENCES q.r (b))',
    ['created table s.t', 'read table p', 'read table q.r'],
  ],
  ['CREATE TABLE t LIKE s.u', ['created table t', 'read table s.u']],
  ['CREATE TABLE t (LIKE u)', ['created table t', 'read table u']],
  [
    'ALTER TABLE `a``b` ADD CONSTRAINT x FOREIGN KEY (a) REFERENCES p (a), RENAME TO s.c',
    ['altered table a`b', 'read table p', 'renamed-to table s.c'],
  ],
  ['ALTER TABLE t RENAME u, RENAME COLUMN a TO b', ['altered table t', 'renamed-to table u']],
  ['ALTER TABLE t EXCHANGE PARTITION p WITH TABLE u', ['altered table t', 'altered table u']],
  ['DROP TABLES IF EXISTS a, s.b CASCADE', ['dropped table a', 'dropped table s.b']],
  [
    'RENAME TABLES a TO b, c TO s.d',
    ['renamed table a', 'renamed-to table b', 'renamed table c', 'renamed-to table s.d'],
  ],
  ['TRUNCATE t', ['altered table t']],
  ['TRUNCATE TABLE s.t', ['altered table s.t']],
  ['CREATE UNIQUE INDEX i USING BTREE ON s.t (a)', ['altered table s.t']],
  ['DROP INDEX `PRIMARY` ON t', ['altered table t']],
  ['CREATE OR REPLACE DEFINER=`view`@`x` VIEW s.v AS SELECT 1', ['created view s.v']],
  ['DROP VIEW a, b', ['dropped view a', 'dropped view b']],
  ['CREATE DATABASE IF NOT EXISTS s', ['created database s']],
  ['ALTER SCHEMA DEFAULT CHARACTER SET latin1', []],
  ['ALTER DATABASE s COLLATE utf8mb4_bin', ['altered database s']],
  [
    'CREATE DEFINER=a@b TRIGGER s.x BEFORE INSERT ON t FOR EACH ROW BEGIN SET @a = 1; END',
    ['created trigger s.x', 'read table t'],
  ],
  ['CREATE FUNCTION f(a INT) RETURNS INT RETURN a', ['created function f']],
  ['DROP PROCEDURE IF EXISTS s.p', ['dropped procedure s.p']],
  ['ALTER EVENT e DISABLE', ['altered event e']],
])('%s is about %j', (text, expected) => {
  expect(objects(text)).toEqual(expected);
});

test.each([
  [
    'ALTER TABLE t ADD a INT DEFAULT (1 + 2), ADD COLUMN column INT, DROP COLUMN b, DROP c',
    ['add-column a', 'add-column column', 'drop-column b', 'drop-column c'],
  ],
  ['ALTER TABLE t ADD (a INT, KEY k (a), CONSTRAINT c CHECK (a > 0))', ['add-column a', 'add-index k', 'add-check c']],
  [
    'ALTER TABLE t ADD PRIMARY KEY (a), ADD CONSTRAINT u UNIQUE (b), ADD FULLTEXT INDEX f (c)',
    ['add-primary-key', 'add-index u', 'add-index f'],
  ],
  [
    'ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES p (b), ADD CHECK (a > 1)',
    ['add-foreign-key f', 'add-check'],
  ],
  [
    'ALTER TABLE t DROP PRIMARY KEY, DROP FOREIGN KEY f, DROP KEY k, DROP CHECK c, DROP CONSTRAINT d',
    ['drop-primary-key', 'drop-foreign-key f', 'drop-index k', 'drop-check c', 'drop-constraint d'],
  ],
  [
    'ALTER TABLE t CHANGE a b INT, MODIFY COLUMN c INT FIRST, RENAME COLUMN d TO e, RENAME KEY f TO g',
    ['change-column a b', 'modify-column c', 'rename-column d e', 'rename-index f g'],
  ],
  [
    'ALTER TABLE t ALTER a SET DEFAULT 1, ALTER INDEX i INVISIBLE, ALTER CHECK c NOT ENFORCED',
    ['alter-column a', 'alter-index i', 'alter-check c'],
  ],
  [
    'ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4, DEFAULT COLLATE x, COMMENT = "a, b", ALGORITHM=INPLACE, LOCK=NONE',
    ['convert-charset', 'default-charset', 'table-option', 'algorithm', 'lock'],
  ],
  ['ALTER TABLE t DROP PARTITION p0, p1', ['drop-partition']],
  ['ALTER TABLE t ADD a INT PARTITION BY LIST (a) (PARTITION p VALUES IN (1, 2))', ['add-column a', 'partition-by']],
  ['ALTER TABLE t REMOVE PARTITIONING', ['remove-partitioning']],
  ['ALTER TABLE t RENAME TO s.u, ORDER BY a, b', ['rename-table u', 'order-by']],
  ['ALTER TABLE t /*!80000 ADD a INT, */ DROP b', ['add-column a', 'drop-column b']],
  ['ALTER TABLE t', []],
])('%s has the clauses %j', (text, expected) => {
  expect(clauses(text)).toEqual(expected);
});

test.each([
  ['CREATE TABLE t SELECT 1', true],
  ['CREATE TABLE t (a INT) AS SELECT 1', true],
  ['CREATE TABLE t (a INT) ENGINE=InnoDB (SELECT 1)', true],
  ['CREATE TABLE t TABLE u', true],
  ['CREATE TABLE t (a INT DEFAULT (1)) COMMENT "SELECT"', false],
  ['CREATE TABLE t (a INT) PARTITION BY RANGE (a) (PARTITION p VALUES LESS THAN (1))', false],
])('%s copies rows: %s', (text, expected) => {
  expect(read(text).fillsRows).toBe(expected);
});

test.each([
  ['UPDATE t SET a = 1', 'not-structure'],
  ['CREATE USER a', 'not-structure'],
  ['ALTER TABLE', 'not-understood'],
  ['ALTER TABLE t ADD CONSTRAINT', 'not-understood'],
  ['RENAME TABLE a b', 'not-understood'],
])('%s is refused: %s', (text, why) => {
  const [statement] = split(text, mode).statements;
  expect(statement === undefined ? undefined : readStructure(statement)).toMatchObject({ ok: false, why });
});

test('knows temporary tables, and what depends on what is there', () => {
  expect(read('CREATE TEMPORARY TABLE t (a INT)')).toMatchObject({ temporary: true, conditional: false });
  expect(read('DROP TABLE t')).toMatchObject({ temporary: false, conditional: false });
  expect(read('DROP TABLE IF EXISTS t')).toMatchObject({ conditional: true });
  expect(read('CREATE OR REPLACE VIEW v AS SELECT 1')).toMatchObject({ conditional: true });
});
