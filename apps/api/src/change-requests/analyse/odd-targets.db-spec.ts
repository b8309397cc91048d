// Targets that read a text in another way than most: each goes through all stages and back. The facts that the server would tell of itself
// are given here instead of setting the whole test server so; everything after is what the product does with them.
import { TargetReading } from '../target/target-reading.js';
import { testServers } from '@sluice/testing';
import type { ServerFacts } from '@sluice/rollback';
import { startChangeStory, type ChangeStory } from '../../testing/change-story.js';

const strict = 'STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE';

describe.each(testServers())('odd targets on $name', (server) => {
  let story: ChangeStory;

  beforeAll(async () => {
    story = await startChangeStory(server);
    const { admin } = story.shop;
    await admin.query("SET SESSION sql_mode = 'ALLOW_INVALID_DATES', SESSION time_zone = '+00:00'");
    await admin.query(
      `CREATE TABLE \`가\`\`격"표\` (
         id BIGINT UNSIGNED NOT NULL, part VARCHAR(20) NOT NULL DEFAULT 'a', \`이 름\` VARCHAR(50), de DECIMAL(30,10), fl FLOAT,
         bits BIT(13), ts TIMESTAMP(6) NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6), en ENUM('a','b''c'), se SET('x','y'),
         bl BLOB, js JSON, inv INT DEFAULT 7 INVISIBLE, gv INT AS (id + 1) VIRTUAL, gs VARCHAR(60) AS (CONCAT(part, '!')) STORED,
         PRIMARY KEY (id, part)
       ) DEFAULT CHARSET = utf8mb4`,
    );
    await admin.query(
      `INSERT INTO \`가\`\`격"표\` (id, part, \`이 름\`, de, fl, bits, ts, en, se, bl, js, inv) VALUES
         (0, 'a', '한\\\\글 😀', -1.0000000001, 1.1, b'1010', '1970-01-01 00:00:01', 'a', 'x,y', x'0001ff5c', '{"x":1.0}', 1),
         (1, 'A', '"q"''', 1, 3.4028234e38, 0, '2024-03-31 02:30:00.123456', 'b''c', '', x'', '[1,1.0]', NULL),
         (2, 'b', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)`,
    );
  }, 60_000);

  afterEach(() => {
    jest.restoreAllMocks();
  });
  afterAll(() => story.close());

  /** As if the target's server had these settings. */
  function servedWith(settings: Partial<ServerFacts>): void {
    const { read } = TargetReading.prototype;
    jest.spyOn(TargetReading.prototype, 'read').mockImplementation(function (this: TargetReading, shardId, ask) {
      return read.call(this, shardId, (connection, facts) => ask(connection, { ...facts, ...settings })) as never;
    });
    jest.spyOn(TargetReading.prototype, 'facts').mockImplementation(function (this: TargetReading, shardId) {
      return this.read(shardId, (_, facts) => Promise.resolve(facts));
    });
  }

  /** Every cell as bytes. */
  async function bytes(): Promise<unknown> {
    const [rows] = await story.shop.admin.query({
      sql: `SELECT HEX(id), HEX(part), HEX(\`이 름\`), de, CAST(fl + 0e0 AS CHAR), bits + 0, HEX(CAST(ts AS BINARY)), en + 0, se + 0, HEX(bl),
              HEX(CAST(js AS BINARY)), JSON_STORAGE_SIZE(js), inv, gv, gs FROM \`가\`\`격"표\` ORDER BY id, part`,
      rowsAsArray: true,
    });
    return rows;
  }

  async function goesThroughAndBack(statements: string): Promise<void> {
    const before = await bytes();
    const planned = await story.planned(statements);
    expect([planned.status, planned.verdict, planned.revision.plan?.reasons]).toEqual(['planned', 'exact', []]);
    expect(planned.revision.preview?.statements.map(({ notComputed, rows }) => [notComputed, rows.length > 0])).toEqual(
      [[null, true]],
    );
    expect((await story.decide(story.dba, planned)).body.status).toBe('approved');
    await story.worker.advance(planned.id);
    expect((await story.view(planned.id)).status).toBe('closed');
    expect(await bytes()).not.toEqual(before);
    const rollback = await story.rollBack(story.developer, planned.id);
    await story.worker.advance(rollback.body.id);
    expect((await story.view(planned.id)).status).toBe('rolled-back');
    expect(await bytes()).toEqual(before);
  }

  it.each([
    ['UPDATE', `UPDATE "가\`격""표" SET "이 름" = '"', fl = 0.3, js = '{"x":1}', inv = 9 WHERE "part" IN ('a', 'A')`],
    ['DELETE', `DELETE FROM "가\`격""표" WHERE "이 름" = '"q"''' OR id = 2`],
    ['INSERT … VALUES', `INSERT INTO "가\`격""표" (id, "part", "이 름") VALUES (10, 'z', '"'), (11, 'y', '"')`],
    ['INSERT … SET', `INSERT INTO "가\`격""표" SET id = 12, "이 름" = '"'`],
  ])('ANSI_QUOTES, names in Korean with both quotes: %s', async (_, statements) => {
    servedWith({ sqlMode: `ANSI_QUOTES,${strict}` });
    await goesThroughAndBack(statements);
  });

  it.each([
    ['UPDATE', "UPDATE `가``격\"표` SET `이 름` = '\\', bl = '\\' WHERE `이 름` <> '\\'"],
    ['DELETE', "DELETE FROM `가``격\"표` WHERE `이 름` <> '\\' OR id = 2"],
    ['INSERT', "INSERT INTO `가``격\"표` (id, part, `이 름`) VALUES (10, '\\', '한\\'), (11, '\\\\', NULL)"],
  ])('NO_BACKSLASH_ESCAPES: %s', async (_, statements) => {
    servedWith({ sqlMode: `NO_BACKSLASH_ESCAPES,${strict}` });
    await goesThroughAndBack(statements);
  });

  it('takes the same text for open where the target would', async () => {
    const text = "UPDATE item SET note = '\\' WHERE id = 1";
    servedWith({ sqlMode: strict });
    expect((await story.file(text)).body).toMatchObject({ issues: [{ code: 'unterminated-string' }] });
    jest.restoreAllMocks();
    servedWith({ sqlMode: `NO_BACKSLASH_ESCAPES,${strict}` });
    expect((await story.file(text)).status).toBe(201);
  });

  it('names the statement that is more than one packet of the target, and files nothing', async () => {
    servedWith({ maxAllowedPacket: 65_536 });
    const text = `DELETE FROM item WHERE id = 99; UPDATE item SET note = '${'가'.repeat(30_000)}' WHERE id = 1`;
    const count = async () =>
      (await story.portal.admin.query('SELECT COUNT(*) AS n FROM change_request'))[0] as { n: number }[];
    const before = await count();
    const filed = await story.file(text);
    expect([filed.status, filed.body]).toMatchObject([
      422,
      { code: 'invalid', issues: [{ path: 'statements', code: 'text-too-long' }] },
    ]);
    expect(await count()).toEqual(before);
    const dry = await story.developer.post('/change-requests/analysis', {
      ...{ targetDatabaseId: story.shop.targetId, statements: text },
    });
    expect(dry.body).toMatchObject({
      findings: [{ code: 'text-too-long', statement: 2, params: { limit: 64_512 } }],
    });
  });
});
