import {
  judgeProof,
  proofQuestions,
  slice,
  split,
  type ProofResult,
  type Slice,
  type SqlMode,
  type Statement,
} from '@sluice/sql';
import { testServers } from '@sluice/testing';
import { DigestAsker } from './digest-asker.ts';
import { sabotagesOf } from './sabotage.ts';

const STATEMENTS = [
  'UPDATE t SET a=5--1 WHERE b=2',
  'UPDATE t SET a = -1, b = DEFAULT, c = (SELECT MAX(x) FROM u WHERE y = -2) WHERE a IN (1, 2, -3) AND b = 4 OR c ORDER BY a DESC, 1, 2 LIMIT 3',
  "UPDATE /*+ SET_VAR(sort_buffer_size = 262144) */ LOW_PRIORITY IGNORE `주문` PARTITION (p0, p1) AS o SET o.`가``격` = 'it''s; -- no' WHERE o.b LIKE 'x\\'%' LIMIT 2",
  'UPDATE a JOIN s.b ON a.x = b.x AND a.z = 1 LEFT JOIN (SELECT 1 AS q) AS d ON d.q = a.x SET a.y = b.y, b.z = a.z + 1 WHERE a.w > 1',
  'WITH c AS (SELECT 1 AS n), d (m) AS (SELECT 2) UPDATE t, c SET t.a = c.n WHERE t.b = c.n AND t.c IN (SELECT m FROM d)',
  "UPDATE t SET a = _latin1'x' COLLATE latin1_bin, b = N'y', c = x'4D', d = DATE '2024-02-29', e = j->>'$.k' WHERE f <=> @v",
  'UPDATE t SET a = 1 /*!80000 , b = 2 WHERE c = 3 */ /*!99999 AND d = 4 */ # end',
  "UPDATE t SET a = 'x' 'y' WHERE b = 'p' 'q'",
  'DELETE FROM t',
  'DELETE QUICK IGNORE FROM s.t AS x PARTITION (p0, p1) WHERE x.a = 1 AND x.b ORDER BY x.a LIMIT 5',
  'DELETE FROM t /*!80000 WHERE a=1 */',
  'DELETE a.*, b FROM a JOIN b USING (x) WHERE a.y = 1 OR b.z = 2',
  'DELETE FROM x, y.* USING a AS x, s.b y WHERE x.p = y.p AND x.q IN (1, 2)',
  'DELETE /*+ NO_ICP() */ FROM t WHERE CASE WHEN a THEN 1 ELSE 2 END = 1 ORDER BY b',
  'INSERT INTO t VALUES (1, -2), (3, 4), (5, 6)',
  "INSERT IGNORE INTO s.t PARTITION (p0) (a, `b``c`) VALUES (1, 'x), (y'), (-2, DEFAULT), (IF(1, 2, 3), (SELECT 1)) AS n (x, y) ON DUPLICATE KEY UPDATE a = n.x, b = VALUES(b) - -1",
  'INSERT INTO t SET a = 1, b = -2, c = DEFAULT AS n ON DUPLICATE KEY UPDATE a = n.a',
  'INSERT INTO t () VALUES (), ()',
  'INSERT INTO t (a) SELECT x FROM u WHERE y IN (1, 2) ON DUPLICATE KEY UPDATE a = 1',
  'REPLACE INTO t (a, b) VALUES (1, 2), (3, NOW())',
  'REPLACE DELAYED t VALUES ROW(1, 2), ROW(3, 4)',
  'INSERT HIGH_PRIORITY t TABLE u',
];

function only(text: string, mode: SqlMode): Statement {
  const { statements } = split(text, mode);
  const [statement] = statements;
  if (statement === undefined || statements.length !== 1) throw new Error(text);
  return statement;
}

function sliced(text: string, mode: SqlMode): Slice {
  const made = slice(only(text, mode));
  if (!made.ok) throw new Error(`${text}: ${made.refusal.code}`);
  return made.slice;
}

describe.each(testServers())('proof on $name', (server) => {
  let asker: DigestAsker;
  beforeAll(async () => {
    asker = await DigestAsker.open(server.adminUrl);
  });
  afterAll(() => asker.close());

  const prove = async (own: Slice, maxDigestLength = 1_048_576): Promise<ProofResult> =>
    judgeProof(own, await asker.ask(proofQuestions(own).map((question) => question.text)), maxDigestLength);

  test.each(STATEMENTS)('proves %s', async (text) => {
    expect(await prove(sliced(text, asker.mode))).toEqual({ proved: true });
  });

  test.each(STATEMENTS)('proves no sabotage of %s', async (text) => {
    const attempts = sabotagesOf(sliced(text, asker.mode));
    expect(attempts.length).toBeGreaterThan(5);
    const proved: string[] = [];
    for (const { what, slice: own } of attempts) if ((await prove(own)).proved) proved.push(what);
    expect(proved).toEqual([]);
  });

  test.each([
    ['a condition left in the SET part', 'UPDATE t SET a = 1 WHERE b = 2', 'UPDATE t SET a = 1'],
    ['a LIMIT dropped', 'DELETE FROM t LIMIT 5', 'DELETE FROM t'],
    ['an IN item dropped', 'DELETE FROM t WHERE a IN (1, 2)', 'DELETE FROM t WHERE a IN (1)'],
    ['a VALUES row dropped', 'INSERT INTO t VALUES (1), (2)', 'INSERT INTO t VALUES (1)'],
    ['a minus sign dropped', 'UPDATE t SET a = -1', 'UPDATE t SET a = 1'],
    ['a digit dropped', 'DELETE FROM t LIMIT 10', 'DELETE FROM t LIMIT 1'],
    ['a hint dropped', 'DELETE /*+ SET_VAR(sql_mode = "") */ FROM t', 'DELETE FROM t'],
  ])('%s: the answers to one text prove no other', async (_what, text, other) => {
    const own = sliced(text, asker.mode);
    const others = proofQuestions(sliced(other, asker.mode));
    const answers = await asker.ask(others.map((question) => question.text));
    expect(judgeProof(own, answers, 1_048_576)).toMatchObject({ proved: false });
    const forged = { ...own, statement: { ...own.statement, expanded: other.padEnd(own.statement.text.length) } };
    expect(await prove(forged)).toMatchObject({ proved: false, refusal: { code: 'slice-incomplete' } });
  });

  test('what the server refuses is not proved', async () => {
    for (const text of ['UPDATE t SET a=1 GROUP BY b', 'DELETE FROM t WHERE a = = 1', 'UPDATE t SET a=1 --WHERE b=2'])
      expect(await prove(sliced(text, asker.mode))).toMatchObject({
        proved: false,
        refusal: { code: 'statement-not-accepted' },
      });
  });

  test('a tokenizer in another sql_mode than the session proves nothing wrong', async () => {
    const backslash = { ...asker.mode, noBackslashEscapes: true };
    const own = sliced("UPDATE t SET a = '\\', b = ' WHERE c = '\\' OR d = ' WHERE e = 1", backslash);
    expect((await prove(own)).proved).toBe(false);
    const ansi = { ...asker.mode, ansiQuotes: true };
    expect((await prove(sliced('UPDATE t SET a = "b" WHERE "c" = 1', ansi))).proved).toBe(true);
    expect((await prove(sliced('UPDATE t SET a = "b\\" WHERE c = "d"', ansi))).proved).toBe(false);
  });

  test('a version comment expanded for another version is not proved', async () => {
    const older = { ...asker.mode, serverVersion: 50_700 };
    expect((await prove(sliced('DELETE FROM t /*!80000 WHERE a = 1 */', older))).proved).toBe(false);
  });

  test('a digest that could be cut proves nothing, however short the text', async () => {
    const assignments = Array.from({ length: 95 }, (_, i) => `${'abcdefghij'[i % 10]}=1`).join(',');
    const text = `UPDATE t SET ${assignments} WHERE a=1`;
    expect(text.length).toBeLessThan(1024);
    expect(await prove(sliced(text, asker.mode), 1024)).toMatchObject({
      proved: false,
      refusal: { code: 'statement-too-long-for-digest' },
    });
    expect(await prove(sliced(text, asker.mode))).toEqual({ proved: true });
  });

  test('an answer that is missing proves nothing', () => {
    expect(judgeProof(sliced('DELETE FROM t', asker.mode), [], 1024)).toMatchObject({
      refusal: { code: 'answers-missing' },
    });
  });
});
