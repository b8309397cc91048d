// Sentences of the capture protocol that no other spec holds, each named after what it forbids.
import { testServers } from '@sluice/testing';
import { makeTables, snapshots } from '../test-support/comes-back.js';
import { analyse, closeStage, openStage, run, verify, type Stage } from '../test-support/story.js';

describe.each(testServers())('the protocol on $name', (server) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(server);
  });
  afterAll(() => closeStage(stage));
  beforeEach(async () => {
    await stage.admin.query('DROP FUNCTION IF EXISTS writes');
    await makeTables(stage, ['CREATE TABLE t (id INT PRIMARY KEY, n INT)', 'INSERT INTO t VALUES (1,1),(2,2)']);
  });

  it.each([
    ['a snapshot for each statement', '@@transaction_isolation', 'REPEATABLE-READ'],
    ['a transaction chained to the next', '@@completion_type', 'NO_CHAIN'],
    ['a zone with daylight saving', "@@time_zone REGEXP '^[+-][0-9]{2}:[0-9]{2}$'", '1'],
    ['a moment that goes on', 'NOW(6) = (SELECT NOW(6) FROM (SELECT SLEEP(0.01)) s)', '1'],
    ['divisions of another precision', '@@div_precision_increment = @@global.div_precision_increment', '1'],
    ['lists cut at another length', '@@group_concat_max_len = @@global.group_concat_max_len', '1'],
    ['texts compared by another collation', "@@collation_connection LIKE 'utf8mb4%'", '1'],
    ['long waits for locks', '@@innodb_lock_wait_timeout + @@lock_wait_timeout', '10'],
    ['rows cut off by a limit of the session', '@@sql_select_limit', '18446744073709551615'],
    ['changes without foreign keys', '@@foreign_key_checks', '1'],
  ])('the session forbids %s', async (_, expression, expected) => {
    const checks = [{ sql: `SELECT ${expression}`, expected: [[expected]] }];
    expect((await run(stage, 'UPDATE t SET n = n + 1', { checks })).result).toMatchObject({ outcome: 'effect' });
  });

  it('a check that writes by a stored function ends the change, and writes nothing when it verifies', async () => {
    await stage.admin.query(
      'CREATE FUNCTION writes() RETURNS INT DETERMINISTIC MODIFIES SQL DATA BEGIN UPDATE t SET n = 99 WHERE id = 2; RETURN 1; END',
    );
    const before = await snapshots(stage, ['t']);
    const checks = [{ sql: 'SELECT writes()', expected: [['1']] }];
    const refused = await run(stage, 'UPDATE t SET n = 5 WHERE id = 1', { checks });
    expect(refused.result).toMatchObject({ outcome: 'no-effect', failure: { code: 'check-not-read-only' } });
    expect(await snapshots(stage, ['t'])).toEqual(before);

    const ran = await run(stage, 'UPDATE t SET n = 5 WHERE id = 1');
    const after = await snapshots(stage, ['t']);
    expect(await verify(stage, ran, checks)).toMatchObject({ verdict: 'failed' });
    expect(await snapshots(stage, ['t'])).toEqual(after);
  });

  it.each([
    ['by way of another column', 'ts TIMESTAMP NULL, h INT AS (HOUR(ts)), g INT AS (h + 1) STORED'],
    ['by a function', 's BIGINT, g DATETIME AS (FROM_UNIXTIME(s)) STORED'],
    ['in an index', 'ts TIMESTAMP NULL, h INT AS (HOUR(ts)), KEY (h)'],
  ])('a kept value that follows from the zone is no exact promise: %s', async (_, columns) => {
    await makeTables(stage, [`CREATE TABLE z (id INT PRIMARY KEY, ${columns})`]);
    expect((await analyse(stage.target, 'DELETE FROM z')).plan).toMatchObject({
      verdict: 'partial',
      reasons: [{ code: 'stored-generated-over-timestamp' }],
    });
  });

  it('a full-text document number, which cannot come back', async () => {
    await makeTables(stage, ['CREATE TABLE f (FTS_DOC_ID BIGINT UNSIGNED PRIMARY KEY, s TEXT, FULLTEXT (s))']);
    const { plan } = await analyse(stage.target, 'DELETE FROM f');
    expect(plan).toMatchObject({ verdict: 'none', reasons: [{ code: 'unsupported-column-type' }] });
  });
});
