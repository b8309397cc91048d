import { sqlMode } from '../mode.js';
import { split } from '../split/split.js';
import { classify } from './classify.js';

const kindOf = (text: string): string => {
  const [statement] = split(text, sqlMode('', '9.7.4')).statements;
  if (statement === undefined) throw new Error(text);
  return classify(statement);
};

test.each([
  ['update t set a=1', 'UPDATE'],
  ['/* x */ DELETE FROM t', 'DELETE'],
  ['WITH c AS (SELECT 1) UPDATE t SET a=1', 'CTE_DML'],
  ['WITH RECURSIVE c(n) AS (SELECT 1), d AS (SELECT 2) DELETE FROM t USING t, c', 'CTE_DML'],
  ['WITH c AS (SELECT 1) SELECT * FROM c', 'SELECT'],
  ['WITH `update` AS (SELECT 1) SELECT * FROM `update`', 'SELECT'],
  ['((SELECT 1) UNION (SELECT 2))', 'SELECT'],
  ['INSERT t VALUES (1)', 'INSERT'],
  ['REPLACE t VALUES (1)', 'REPLACE'],
  ['/*!80000 DROP */ TABLE t', 'DROP TABLE'],
  ['CREATE TEMPORARY TABLE t (a INT)', 'CREATE TABLE'],
  ['CREATE UNIQUE INDEX i ON t (a)', 'CREATE INDEX'],
  ['CREATE OR REPLACE ALGORITHM=MERGE DEFINER=`table`@`index` SQL SECURITY DEFINER VIEW v AS SELECT 1', 'CREATE VIEW'],
  ['CREATE DEFINER=CURRENT_USER() TRIGGER x BEFORE INSERT ON t FOR EACH ROW SET @a=1', 'CREATE TRIGGER'],
  ['CREATE TABLE `view` (a INT)', 'CREATE TABLE'],
  ['DROP TABLES a, b', 'DROP TABLE'],
  ['DROP SCHEMA s', 'DROP DATABASE'],
  ['ALTER DEFINER=a@b EVENT e DISABLE', 'ALTER EVENT'],
  ['TRUNCATE t', 'TRUNCATE'],
  ['RENAME TABLES a TO b', 'RENAME TABLE'],
  ['RENAME USER a TO b', 'RENAME USER'],
  ['GRANT SELECT ON a.* TO b', 'GRANT'],
  ['REVOKE a FROM b', 'REVOKE'],
  ['SET ROLE ALL', 'SET ROLE'],
  ['SET DEFAULT ROLE a TO b', 'SET ROLE'],
  ['SET role = 1', 'SET'],
  ["SET PASSWORD = 'x'", 'SET PASSWORD'],
  ['SET SESSION TRANSACTION READ ONLY', 'SET TRANSACTION'],
  ['SET @a = 1', 'SET'],
  ['CALL p()', 'CALL'],
  ["LOAD DATA INFILE 'x' INTO TABLE t", 'LOAD DATA'],
  ['LOCK TABLES t WRITE', 'LOCK TABLES'],
  ['START TRANSACTION', 'START TRANSACTION'],
  ['BEGIN', 'BEGIN'],
  ['DESC t', 'EXPLAIN'],
  ['DROP PREPARE s', 'DEALLOCATE PREPARE'],
  ['KILL 5', 'KILL'],
  ['nonsense', 'UNKNOWN'],
  ['`update` t set a=1', 'UNKNOWN'],
])('%s is %s', (text, kind) => {
  expect(kindOf(text)).toBe(kind);
});
