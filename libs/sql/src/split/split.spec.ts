import fc from 'fast-check';
import { sqlMode } from '../mode.js';
import { split } from './split.js';

const MODE = sqlMode('', '9.7.4');
const texts = (text: string, mode = MODE): string[] => split(text, mode).statements.map((statement) => statement.text);

describe('statements', () => {
  test.each<[string, string[]]>([
    ['a; b', ['a', 'b']],
    ['a;', ['a']],
    [';;a;;', ['a']],
    ['UPDATE t SET a=\';\' WHERE b=";"; x', ['UPDATE t SET a=\';\' WHERE b=";"', 'x']],
    ['a /* ; */; b -- ; c\n; # d;', ['a', 'b']],
    ['-- first\na; /* second */ b /* third */', ['a', 'b']],
    ['a /*!80000 ; */ b', ['a /*!80000 ; */ b']],
    ['/*!80000 a */; /*!99999 b */; c', ['/*!80000 a */', 'c']],
    ['`a;b`; c', ['`a;b`', 'c']],
    ['DELIMITER //\na; b// c//\nDELIMITER ;\nd;', ['a; b', 'c', 'd']],
    [
      'delimiter $$\nCREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW BEGIN SET @a=1; END$$\ndelimiter ;\nSELECT 1',
      ['CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW BEGIN SET @a=1; END', 'SELECT 1'],
    ],
    ['DELIMITER //\nUPDATE t SET a=1; // ; //', ['UPDATE t SET a=1']],
    ['BEGIN; UPDATE t SET a=1; COMMIT', ['BEGIN', 'UPDATE t SET a=1', 'COMMIT']],
    ['SELECT CASE a WHEN 1 THEN 2 END; b', ['SELECT CASE a WHEN 1 THEN 2 END', 'b']],
  ])('%j', (text, expected) => {
    const result = split(text, MODE);
    expect(result.problems).toEqual([]);
    expect(result.statements.map((statement) => statement.text)).toEqual(expected);
  });

  test.each([
    'CREATE PROCEDURE p() BEGIN SELECT 1; IF a THEN SELECT 2; ELSEIF b THEN SELECT 3; END IF; END',
    "CREATE DEFINER=`a`@`%` PROCEDURE p(IN x INT) COMMENT 'c' BEGIN DECLARE y INT; WHILE y < 3 DO SET y = y + 1; END WHILE; END",
    'CREATE FUNCTION f() RETURNS INT BEGIN RETURN CASE WHEN 1 THEN 2 END; END',
    'CREATE PROCEDURE p() l: LOOP LEAVE l; END LOOP l',
    'CREATE PROCEDURE p() REPEAT SET @a = REPEAT(1, 2); UNTIL @a END REPEAT',
    'CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW IF NEW.x THEN SET NEW.y = 1; END IF',
    'CREATE PROCEDURE IF NOT EXISTS p() BEGIN CASE a WHEN 1 THEN SELECT IF(b, 1, 2); ELSE SELECT 3; END CASE; END',
    'CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO BEGIN DELETE FROM t; DELETE FROM u; END',
    'CREATE PROCEDURE p() BEGIN BEGIN END; DROP TABLE IF EXISTS x; END',
    'CREATE PROCEDURE p() BEGIN IF (a) THEN SELECT 1; END IF; END',
    'CREATE FUNCTION f() RETURNS INT LANGUAGE JAVASCRIPT AS $$ let a = 1; return a; $$',
  ])('a body is not torn: %s', (body) => {
    expect(texts(`${body}; SELECT 9`)).toEqual([body, 'SELECT 9']);
  });

  test('positions count lines and columns from 1', () => {
    const [, second] = split('a;\n\n  주문 + b', MODE).statements;
    expect(second?.position).toEqual({ offset: 6, line: 3, column: 3 });
    expect(second?.tokens.map((token) => token.start)).toEqual([0, 2, 3, 4, 5]);
  });

  test('expanded blanks what is no SQL for this server and keeps every offset', () => {
    const [statement] = split('DELETE FROM t /*!80000 WHERE a=1 */ /*!99999 AND b */ /* c */ LIMIT 1', MODE).statements;
    const blank = (count: number): string => ' '.repeat(count);
    expect(statement?.expanded).toBe(`DELETE FROM t ${blank(8)} WHERE a=1 ${blank(2)} ${blank(17)} /* c */ LIMIT 1`);
    expect(statement?.expanded.length).toBe(statement?.text.length);
  });
});

describe('problems', () => {
  test.each([
    ['', 'empty-text', 1, 1],
    [' \n ; ', 'empty-text', 1, 1],
    [' -- only\n/* comments */', 'only-comments', 1, 2],
    ['/*!99999 DROP TABLE t */', 'only-comments', 1, 1],
    ["SELECT\n 'open", 'unterminated-string', 2, 2],
    ['SELECT "open', 'unterminated-string', 1, 8],
    ['SELECT `open', 'unterminated-identifier', 1, 8],
    ['SELECT /* open', 'unterminated-comment', 1, 8],
    ['SELECT /*! open', 'unterminated-version-comment', 1, 8],
    ['SELECT /*!99999 open', 'unterminated-version-comment', 1, 8],
    ['SELECT\n1\0', 'nul-byte', 2, 2],
    ["SELECT '\0'", 'nul-byte', 1, 9],
    ['DELIMITER\nSELECT 1', 'delimiter-missing', 1, 1],
    ['a; CREATE PROCEDURE p() BEGIN SELECT 1;', 'unterminated-body', 1, 4],
  ])('%j → %s', (text, code, line, column) => {
    const { problems } = split(text, MODE);
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    expect(problems[0]?.position).toMatchObject({ line, column });
  });
});

test('splitting statements joined by any delimiter gives them back', () => {
  const statement = fc.constantFrom(
    'UPDATE t SET a=5--1 WHERE b=2',
    'INSERT INTO t VALUES (\'a;b\', "c//d", `e$$f`)',
    'DELETE FROM 주문 /* ; // $$ */ WHERE a=1',
    "SELECT 'it''s', 'a\\'b' -- ; $$\n, 2",
    'SELECT /*!80000 1, */ 2',
  );
  const delimiter = fc.constantFrom(';', '//', '$$', '|');
  const gap = fc.constantFrom('', ' ', '\n', '\n-- note\n', '/* x */');
  fc.assert(
    fc.property(fc.array(fc.tuple(statement, gap), { minLength: 1 }), delimiter, (parts, mark) => {
      const text = `DELIMITER ${mark}\n` + parts.map(([sql, space]) => `${space}${sql}${mark}`).join('\n');
      expect(texts(text)).toEqual(parts.map(([sql]) => sql));
    }),
  );
});
