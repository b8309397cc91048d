// A change in chunks does what the statement does, and its undo gives every byte back, whatever the key.
import { testServers } from '@sluice/testing';
import { makeTables, snapshots } from '../../test-support/comes-back.js';
import { snapshot } from '../../test-support/judge.js';
import {
  closeStage,
  openStage,
  planInChunks,
  run,
  undo,
  verify,
  verifyUndone,
  type Stage,
} from '../../test-support/story.js';
import type { CommittedChunk } from '../../types.js';

const numbers = (count: number): string =>
  `WITH RECURSIVE s (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM s WHERE i < ${String(count - 1)}) SELECT`;

const types =
  "i TINYINT, u BIGINT UNSIGNED, d DECIMAL(20,6), f FLOAT, g DOUBLE, b BIT(9), dt DATETIME(3), ts TIMESTAMP(6) NULL, tm TIME(2), y YEAR, c CHAR(9) CHARACTER SET latin1, v VARCHAR(30), bl BLOB, e ENUM('a','b'), st SET('x','y'), j JSON, p POINT, hid INT INVISIBLE DEFAULT 3, gen INT AS (i * 2) STORED";
const values =
  "i % 100, i * 1000000007, i / 7, i / 3, i / 9e5, i % 512, '2024-02-29 01:02:03.456' + INTERVAL i SECOND, '2024-03-31 01:30:00.123456' + INTERVAL i MINUTE, SEC_TO_TIME(i), 1990 + i % 60, CHAR(65 + i % 26), CONCAT('ä ', i), UNHEX(SHA2(i, 224)), 1 + i % 2, i % 4, JSON_OBJECT('n', i / 4, 'd', CAST('2024-01-01' AS DATE)), POINT(i, -i)";
const columns = 'i, u, d, f, g, b, dt, ts, tm, y, c, v, bl, e, st, j, p';
const change =
  "SET i = i - 1, u = u + 1, d = -d, f = f * 1.1, g = -g, b = b ^ 5, dt = dt + INTERVAL 1 DAY, ts = NOW(6), tm = NULL, v = UPPER(v), bl = REVERSE(bl), e = 'b', st = 'x', j = JSON_SET(j, '$.k', v), p = POINT(1, 2), hid = hid + 1";

interface Key {
  readonly name: string;
  readonly ddl: string;
  readonly list: string;
  readonly values: string;
  /** Rows that at most stay together in a chunk; absent: few more than asked for. */
  readonly most?: number;
}
const keys: readonly Key[] = [
  { name: 'a negative key with gaps', ddl: 'k INT, PRIMARY KEY (k)', list: 'k', values: 'i * 37 - 5000' },
  {
    name: 'an unsigned key near its end',
    ddl: 'k BIGINT UNSIGNED, PRIMARY KEY (k)',
    list: 'k',
    values: '18446744073709551615 - i * 3',
  },
  { name: 'a decimal key', ddl: 'k DECIMAL(12,4), PRIMARY KEY (k)', list: 'k', values: '(i - 150) / 8' },
  {
    name: 'a composite key',
    ddl: 'k INT, l VARCHAR(20) COLLATE utf8mb4_0900_ai_ci, m INT, PRIMARY KEY (k, l, m)',
    list: 'k, l, m',
    values: "i DIV 40, CONCAT('Öl ', i DIV 7), -i",
  },
  {
    name: 'a key without case',
    ddl: 'k VARCHAR(30) COLLATE utf8mb4_0900_ai_ci, PRIMARY KEY (k)',
    list: 'k',
    values: "CONCAT(IF(i % 2, 'É', 'e'), IF(i % 3, 'a', 'B'), i, IF(i % 5, '', ' '))",
  },
  {
    name: 'a padded key',
    ddl: 'k CHAR(20) CHARACTER SET latin1 COLLATE latin1_german2_ci, PRIMARY KEY (k)',
    list: 'k',
    values: "CONCAT(IF(i % 2, _latin1 x'DF', 'ss'), i)",
  },
  {
    name: 'a Swedish key',
    ddl: 'k VARCHAR(30) COLLATE utf8mb4_sv_0900_ai_ci, PRIMARY KEY (k)',
    list: 'k',
    values: "CONCAT(ELT(1 + i % 4, 'å', 'z', 'ö', 'a'), i)",
  },
  {
    name: 'a UTF-16 key',
    ddl: 'k VARCHAR(30) CHARACTER SET utf16 COLLATE utf16_unicode_ci, PRIMARY KEY (k)',
    list: 'k',
    values: "CONCAT('ß', i)",
  },
  {
    name: 'a binary key',
    ddl: 'k VARBINARY(24), PRIMARY KEY (k)',
    list: 'k',
    values: 'UNHEX(LEFT(SHA2(i, 224), 2 + 2 * (i % 9 + 3)))',
  },
  {
    name: 'a padded binary key',
    ddl: 'k BINARY(16), PRIMARY KEY (k)',
    list: 'k',
    values: 'UNHEX(LEFT(SHA2(i, 224), 32))',
  },
  {
    name: 'a key of dates',
    ddl: 'k DATE, l INT, PRIMARY KEY (k, l)',
    list: 'k, l',
    values: "'2023-12-20' + INTERVAL i DIV 9 DAY, i",
  },
  {
    name: 'a key with zero and odd dates',
    ddl: 'k DATE, l INT, PRIMARY KEY (k, l)',
    list: 'k, l',
    values: "IF(i < 100, '0000-00-00', CONCAT('2024-02-', LPAD(i % 30, 2, 0))), i",
    most: 200,
  },
  {
    name: 'a key of moments',
    ddl: 'k TIMESTAMP(3), PRIMARY KEY (k)',
    list: 'k',
    values: "'2024-10-27 00:00:00.5' + INTERVAL i MINUTE",
  },
  {
    name: 'a key with an ENUM behind',
    ddl: "k INT, l ENUM('z','a','m'), PRIMARY KEY (k, l)",
    list: 'k, l',
    values: 'i DIV 3, 1 + i % 3',
  },
  { name: 'only a unique key', ddl: 'k INT NOT NULL, UNIQUE (k)', list: 'k', values: '-i' },
];

describe.each(testServers())('chunks on $name: the same as the statement, and back', (server) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(server);
  });
  afterAll(() => closeStage(stage));

  async function fill(key: Key, rows = 300): Promise<void> {
    await makeTables(stage, [
      `CREATE TABLE t (${key.ddl}, ${types})`,
      `INSERT INTO t (${key.list}, ${columns}) ${numbers(rows)} ${key.values}, ${values} FROM s`,
    ]);
  }

  it.each(
    keys.flatMap((key) =>
      [`UPDATE t ${change} WHERE i % 3 <> 1 OR y > 2000`, 'DELETE FROM t WHERE i % 4 <> 2'].map((text) => ({
        ...key,
        text,
        operation: text.slice(0, 6),
      })),
    ),
  )(
    '$name: $operation',
    async ({ text, ...key }) => {
      await fill(key);
      const before = await snapshots(stage, ['t']);
      const chunks: CommittedChunk[] = [];
      const limits = { chunkRows: 37 };
      const plan = await planInChunks(stage.target, text);
      expect(plan.run?.whole ?? null).toBeNull();
      const ran = await run(stage, text, {
        plan,
        limits,
        journal: (chunk) => {
          chunks.push(chunk);
          return Promise.resolve('go-on');
        },
      });
      expect(ran.result).toMatchObject({ outcome: 'effect' });
      expect(chunks.length).toBeGreaterThanOrEqual(key.most === undefined ? 5 : 3);
      expect(Math.max(...chunks.map(({ matched }) => matched))).toBeLessThanOrEqual(key.most ?? 50);
      expect(await verify(stage, ran)).toEqual({ verdict: 'verified' });
      const after = await snapshots(stage, ['t']);
      const undone = await undo(stage, ran);
      expect(undone.result).toMatchObject({ outcome: 'effect', skipped: 0 });
      expect(await snapshots(stage, ['t'])).toEqual(before);
      expect(await verifyUndone(stage, ran, undone.key)).toEqual({ verdict: 'verified' });
      // The statement itself, at the moment in which the chunks ran.
      const moment = await frozenMoment(ran.key.execution);
      await stage.admin.query(
        `SET SESSION timestamp = ${moment}, SESSION sql_mode = '${plan.session.sqlMode}', SESSION time_zone = '${plan.session.timeZone}'`,
      );
      await stage.admin.query(text);
      await stage.admin.query('SET SESSION timestamp = DEFAULT');
      expect(await snapshots(stage, ['t'])).toEqual(after);
    },
    60_000,
  );

  async function frozenMoment(execution: string): Promise<string> {
    const [rows] = await stage.admin.query(
      'SELECT DISTINCT changed ->> "$.progress.now" AS now FROM sluice.marker WHERE execution = ?',
      [execution],
    );
    const moments = rows as { now: string }[];
    // One for all chunks.
    expect(moments).toHaveLength(1);
    return moments[0]?.now ?? '';
  }

  const plain: Key = { name: '', ddl: 'k INT, PRIMARY KEY (k)', list: 'k', values: 'i' };

  it('leaves alone what others insert behind the end, and finds what they insert in between', async () => {
    await fill(plain);
    const text = 'UPDATE t SET d = 0 WHERE k >= 0';
    const plan = await planInChunks(stage.target, text);
    const ran = await run(stage, text, {
      plan,
      limits: { chunkRows: 50 },
      journal: async ({ number }) => {
        if (number === 2) await stage.admin.query('INSERT INTO t (k, d) VALUES (5000, 7)');
        return 'go-on';
      },
    });
    expect(ran.result).toMatchObject({ outcome: 'effect', changed: [{ statement: 1, rows: 299, matched: 300 }] });
    const [rows] = await stage.admin.query('SELECT COUNT(*) AS n FROM t WHERE d <> 0');
    expect(rows).toEqual([{ n: 1 }]);
    expect(await verify(stage, ran)).toEqual({ verdict: 'verified' });
  });

  it.each([
    ['a row that came', 'INSERT INTO t (k, d) VALUES (299, 7)', 301, 'DELETE FROM t WHERE k = 299'],
    ['a row that went', 'DELETE FROM t WHERE k = 290 * 2', 299, ''],
    ['a row that matches no more', 'UPDATE t SET i = 77 WHERE k = 290 * 2', 299, ''],
  ])('says so when others changed what matches between two chunks: %s', async (_, theirs, actual) => {
    await fill({ ...plain, values: 'i * 2' });
    await stage.admin.query('UPDATE t SET i = 1');
    const before = await snapshot(stage.admin, 't');
    const text = 'UPDATE t SET d = d + 1 WHERE i <> 77 OR i IS NULL';
    const ran = await run(stage, text, {
      plan: await planInChunks(stage.target, text),
      limits: { chunkRows: 50 },
      journal: async ({ number }) => {
        if (number === 1) await stage.admin.query(theirs);
        return 'go-on';
      },
    });
    expect(ran.result).toMatchObject({ outcome: 'effect' });
    const failure = { code: 'count-differs', params: { expected: 300, actual } };
    expect(await verify(stage, ran)).toEqual({ verdict: 'failed', failure });
    expect((await undo(stage, ran)).result).toMatchObject({ outcome: 'effect' });
    const now = await snapshot(stage.admin, 't');
    const own = (rows: readonly string[]) => new Set(rows);
    // Only the row of the others is another one.
    expect([...own(now)].filter((row) => !own(before).has(row)).length).toBeLessThanOrEqual(1);
    expect([...own(before)].filter((row) => !own(now).has(row)).length).toBeLessThanOrEqual(1);
  });

  it('runs nothing where the expected rows are others, or a check cannot be asked', async () => {
    await fill(plain);
    const before = await snapshots(stage, ['t']);
    const text = 'UPDATE t SET d = 0';
    const plan = await planInChunks(stage.target, text);
    expect((await run(stage, text, { plan, expectedRows: 299 })).result).toMatchObject({
      outcome: 'no-effect',
      failure: { code: 'count-differs', params: { expected: 299, actual: 300 } },
    });
    expect(
      (await run(stage, text, { plan, checks: [{ sql: 'SELECT nosuch FROM t', expected: [] }] })).result,
    ).toMatchObject({
      outcome: 'no-effect',
      failure: { code: 'check-error' },
    });
    expect((await run(stage, text, { plan, checks: [{ sql: 'DELETE FROM t', expected: [] }] })).result).toMatchObject({
      outcome: 'no-effect',
      failure: { code: 'check-not-read-only' },
    });
    expect(await snapshots(stage, ['t'])).toEqual(before);
  });

  it('asks the checks in the last chunk: where one fails, that one is not committed, and all can go back', async () => {
    await fill(plain);
    const before = await snapshots(stage, ['t']);
    const text = 'UPDATE t SET d = 0';
    const plan = await planInChunks(stage.target, text);
    const checks = [{ sql: 'SELECT COUNT(*) FROM t WHERE d = 0', expected: [['299']] }];
    const ran = await run(stage, text, { plan, checks, limits: { chunkRows: 100 } });
    expect(ran.result).toMatchObject({ outcome: 'half', failure: { code: 'check-failed' }, changed: [{ rows: 199 }] });
    expect((await undo(stage, ran)).result).toMatchObject({ outcome: 'effect' });
    expect(await snapshots(stage, ['t'])).toEqual(before);
    const right = await run(stage, text, {
      plan,
      checks: [{ ...checks[0], sql: checks[0]?.sql ?? '', expected: [['300']] }],
      limits: { chunkRows: 100 },
    });
    expect(right.result).toMatchObject({ outcome: 'effect' });
  });

  it('runs once where no row matches, and again answers the same', async () => {
    await fill(plain, 5);
    const text = 'DELETE FROM t WHERE k > 100';
    const plan = await planInChunks(stage.target, text);
    const ran = await run(stage, text, { plan });
    expect(ran.result).toMatchObject({ outcome: 'effect', changed: [{ rows: 0 }] });
    expect(await verify(stage, ran)).toEqual({ verdict: 'verified' });
    expect((await run(stage, text, { plan, key: ran.key })).result).toMatchObject({ outcome: 'effect' });
    expect((await undo(stage, ran)).result).toMatchObject({ outcome: 'effect' });
  });

  it('stops at a drift between two chunks', async () => {
    await fill(plain);
    const text = 'UPDATE t SET d = 0';
    const ran = await run(stage, text, {
      plan: await planInChunks(stage.target, text),
      limits: { chunkRows: 100 },
      journal: async ({ number }) => {
        if (number === 1) await stage.admin.query('CREATE TRIGGER spy BEFORE UPDATE ON t FOR EACH ROW SET NEW.i = 0');
        return 'go-on';
      },
    });
    expect(ran.result).toMatchObject({ outcome: 'half', failure: { code: 'drift' }, changed: [{ rows: 99 }] });
  });
});
