import { answersTo, sliced, statementOf, wrongCuts } from '../test-support/reading.js';
import { digestBytes } from './digest-bytes.js';
import { firstGap } from './coverage.js';
import { judgeProof } from './judge.js';
import { blanked } from './lexical.js';
import { proofQuestions } from './questions.js';

const statements = [
  'UPDATE t SET a = 5--1 WHERE b = 2',
  'UPDATE /*+ NO_ICP(t) */ LOW_PRIORITY IGNORE t AS x SET a = 1, b = DEFAULT, c = (SELECT 1) WHERE a IN (1, 2) AND b ORDER BY a DESC, b LIMIT 3',
  'WITH c AS (SELECT 1) UPDATE t, c SET a = 1 WHERE b = 2',
  'UPDATE t SET a = 1 ORDER BY b',
  'UPDATE t SET a = 1 LIMIT 2',
  'DELETE FROM t',
  'DELETE QUICK FROM s.t AS x PARTITION (p, q) WHERE a = 1 LIMIT 5',
  'DELETE a.*, b FROM a JOIN b USING (x) WHERE a.y = 1',
  'DELETE FROM x, y USING a AS x, b AS y WHERE x.p = y.p',
  'INSERT INTO t VALUES (1, -2), (3, 4)',
  'INSERT INTO t (a, b) VALUE (1, DEFAULT) ON DUPLICATE KEY UPDATE a = 1, b = 2',
  'INSERT IGNORE t SET a = 1, b = -2 AS n ON DUPLICATE KEY UPDATE a = n.a',
  'INSERT INTO t () VALUES (), ()',
  'INSERT INTO t (a) SELECT x FROM u WHERE y = 1',
  'REPLACE t VALUES ROW(1, 2)',
  'INSERT HIGH_PRIORITY t TABLE u',
];
const prove = (own: ReturnType<typeof sliced>, limit = 9_999) => judgeProof(own, answersTo(own), limit);

describe('a proof', () => {
  test.each(statements)('holds for %s', (text) => {
    expect(prove(sliced(text))).toEqual({ proved: true });
    expect(firstGap(sliced(text))).toBeUndefined();
  });

  test.each(statements)('holds for no other cut of %s', (text) => {
    const cuts = wrongCuts(sliced(text));
    expect(cuts.length).toBeGreaterThan(3);
    expect(cuts.filter(({ slice }) => prove(slice).proved).map(({ what }) => what)).toEqual([]);
  });

  test.each(statements)('needs every answer of %s', (text) => {
    const own = sliced(text);
    const answers = answersTo(own);
    const questions = proofQuestions(own);
    expect(new Set(questions.map(({ name }) => name)).size).toBe(questions.length);
    for (const [i, answer] of answers.entries()) {
      const same = answers.filter((one) => one.text !== answer.text);
      expect(judgeProof(own, same, 9_999)).toMatchObject({ proved: false, refusal: { code: 'answers-missing' } });
      const name = questions[i]?.name ?? '';
      const refused = answers.map((one) => (one.text === answer.text ? { text: one.text, error: 'no' } : one));
      expect(judgeProof(own, refused, 9_999)).toMatchObject({
        proved: false,
        refusal: { code: answer.text === own.statement.text ? 'statement-not-accepted' : 'guard-failed' },
      });
      const other = answers.map((one) => (one.text === answer.text ? { text: one.text, digestText: 'X ?' } : one));
      // Of these only that they are accepted is asked.
      const isGuard = /^(?:where|table|expressions-)/.test(name);
      if (!isGuard) expect([name, judgeProof(own, other, 9_999).proved]).toEqual([name, false]);
    }
  });

  test('is none where the digest may be cut', () => {
    const own = sliced('DELETE FROM t');
    const bytes = digestBytes(own.statement);
    expect(prove(own, bytes)).toEqual({
      proved: false,
      refusal: { code: 'statement-too-long-for-digest', params: { bytes, limit: bytes } },
    });
    expect(prove(own, bytes + 1)).toEqual({ proved: true });
  });

  test('is none of a forged statement', () => {
    const own = sliced('DELETE FROM t WHERE a = 1');
    const forged = { ...own, statement: { ...own.statement, expanded: 'DELETE FROM t              ' } };
    expect(prove(forged)).toMatchObject({ proved: false });
    expect(firstGap(forged)).toBe(0);
  });
});

describe('the questions', () => {
  const asked = (text: string) => proofQuestions(sliced(text)).map(({ name, text: own }) => `${name}: ${own}`);

  test('of a choice of rows', () => {
    const text = 'WITH c AS (SELECT 1) UPDATE /*+ x */ t AS x SET a = 1, b = DEFAULT WHERE a = 2 ORDER BY b LIMIT 3';
    expect(asked(text)).toMatchInlineSnapshot(`
     [
       "statement: WITH c AS (SELECT 1) UPDATE /*+ x */ t AS x SET a = 1, b = DEFAULT WHERE a = 2 ORDER BY b LIMIT 3",
       "lexical: WITH c AS (SELECT 1) UPDATE /*+ x */ t AS x SET a = 1, b = DEFAULT WHERE a = 2 ORDER BY b LIMIT 3",
       "with: WITH c AS (SELECT 1) SELECT 1",
       "refs: WITH c AS (SELECT 1) SELECT 1 FROM t AS x WHERE 1",
       "capture: WITH c AS (SELECT 1) SELECT 1 FROM t AS x WHERE a = 2 ORDER BY b LIMIT 3",
       "change: WITH c AS (SELECT 1) UPDATE /*+ x */  t AS x SET a = 1, b = DEFAULT WHERE 1",
       "set: UPDATE t SET a = 1, b = DEFAULT",
       "where: WITH c AS (SELECT 1) SELECT IF( a = 2 ,1,1) FROM t AS x",
       "expressions-0: SELECT IF(1,1,1),IF(b,1,1)",
     ]
    `);
  });

  test('of one whose alias and partition change places', () => {
    expect(asked('DELETE FROM t AS x PARTITION (p) WHERE a = 1')).toMatchInlineSnapshot(`
     [
       "statement: DELETE FROM t AS x PARTITION (p) WHERE a = 1",
       "lexical: DELETE FROM t AS x PARTITION (p) WHERE a = 1",
       "with: SELECT 1",
       "refs: SELECT 1 FROM t PARTITION (p) AS x WHERE 1",
       "capture: SELECT 1 FROM t PARTITION (p) AS x WHERE a = 1",
       "head: DELETE FROM  t WHERE 1",
       "change: DELETE FROM  t AS x PARTITION (p) WHERE 1",
       "where: SELECT IF( a = 1 ,1,1) FROM t PARTITION (p) AS x",
     ]
    `);
  });

  test('of rows', () => {
    const text = 'INSERT INTO t (a) VALUES (1), (f(2)) AS n ON DUPLICATE KEY UPDATE a = n.a';
    expect(asked(text)).toMatchInlineSnapshot(`
     [
       "statement: INSERT INTO t (a) VALUES (1), (f(2)) AS n ON DUPLICATE KEY UPDATE a = n.a",
       "lexical: INSERT INTO t (a) VALUES (1), (f(2)) AS n ON DUPLICATE KEY UPDATE a = n.a",
       "table: SELECT 1 FROM t",
       "into: INSERT INTO  t (a) VALUES ()",
       "rest: INSERT INTO  t (a) VALUES () AS n ON DUPLICATE KEY UPDATE a = n.a",
       "expressions-0: SELECT IF(1,1,1),IF(f(2),1,1),IF(n.a,1,1)",
     ]
    `);
  });

  test('of a query', () => {
    expect(asked('REPLACE INTO t SELECT 1')).toMatchInlineSnapshot(`
     [
       "statement: REPLACE INTO t SELECT 1",
       "lexical: REPLACE INTO t SELECT 1",
       "table: SELECT 1 FROM t",
       "into: REPLACE INTO  t VALUES ()",
       "source: SELECT 1",
     ]
    `);
  });

  test('ask for expressions together, up to a length', () => {
    const values = Array.from({ length: 3 }, (_, i) => `'${String(i).repeat(9_000)}'`);
    const own = sliced(`INSERT INTO t VALUES (${values.join(', ')})`);
    const asked = proofQuestions(own).filter(({ name }) => name.startsWith('expressions-'));
    expect(asked.map(({ name }) => name)).toEqual(['expressions-0', 'expressions-1', 'expressions-2']);
    expect(prove(own, 99_999)).toEqual({ proved: true });
  });
});

describe('the statement without its texts', () => {
  test.each([
    ["UPDATE t SET a = 'it''s' -- x\n, b = \"y\" /* z */", 'UPDATE t SET a = \'~\'   , b = "~"'],
    [
      "UPDATE t SET a = _latin1'x', b = DATE '2024-01-01' WHERE c LIKE 'x' ESCAPE '|'",
      "UPDATE t SET a = _latin1'x', b = DATE '2024-01-01' WHERE c LIKE '~' ESCAPE '|'",
    ],
    ["UPDATE t SET a = x'41', b = N'y' /*!80000 , c = 'z' */", "UPDATE t SET a = x'41', b = '~'   , c = '~'  "],
  ])('%s', (text, expected) => {
    expect(blanked(statementOf(text)).trim()).toBe(expected.trim());
  });
});

describe('the bytes of a digest', () => {
  test.each([
    ['DELETE FROM t', 64 + 10 + 8 + 5],
    ['DELETE FROM `가`', 64 + 10 + 8 + 9],
    ['DELETE FROM `é😀`', 64 + 10 + 8 + 4 + 2 + 2 + 4],
    ['DELETE FROM t -- comment', 64 + 10 + 8 + 5],
    ['DELETE FROM t LIMIT 1', 64 + 10 + 8 + 5 + 9 + 2],
    ['DELETE /*+ x */ FROM t', 64 + 10 + 4 + 4 * 8 + 8 + 5],
    ['DELETE FROM t LIMIT @a', 64 + 10 + 8 + 5 + 9 + 4 + 4 * 2],
  ])('%s are at most %i', (text, bytes) => {
    expect(digestBytes(statementOf(text))).toBe(bytes);
  });
});
