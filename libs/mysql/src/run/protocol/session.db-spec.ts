// The session that captures, changes and takes back: what it must not be.
import { testServers } from '@sluice/testing';
import { openSession } from '../../connect/session.js';
import { makeTables } from '../../test-support/comes-back.js';
import { closeStage, openStage, run, type Stage } from '../../test-support/story.js';

describe.each(testServers())('the session on $name', (server) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(server);
  });
  afterAll(() => closeStage(stage));
  beforeEach(() =>
    makeTables(stage, ['CREATE TABLE t (id INT PRIMARY KEY, n INT)', 'INSERT INTO t VALUES (1,1),(2,2)']),
  );

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

  it('the session forbids a text of two statements: it would go on after its client died', async () => {
    const session = await openSession(stage.target);
    try {
      await expect(session.run('UPDATE t SET n = 5; UPDATE t SET n = 6')).rejects.toMatchObject({ errno: 1064 });
      expect(await session.rows('SELECT n FROM t ORDER BY id')).toEqual([['1'], ['2']]);
    } finally {
      await session.close();
    }
  });

  it('the session forbids counting rows that match for rows that change', async () => {
    const session = await openSession(stage.target);
    try {
      expect(await session.run('UPDATE t SET n = 1')).toMatchObject({ affected: 1, matched: 2 });
    } finally {
      await session.close();
    }
  });

  it('the session forbids reading a name before a distant bracket as a function', async () => {
    const session = await openSession(stage.target);
    try {
      expect(await session.cell('SELECT COUNT(*) FROM t')).toBe('2');
      await expect(session.cell('SELECT COUNT (*) FROM t')).rejects.toMatchObject({ errno: 1064 });
    } finally {
      await session.close();
    }
  });
});
