// The requester's checks read, and nothing else.
import { testServers } from '@sluice/testing';
import { makeTables, snapshots } from '../../test-support/comes-back.js';
import { closeStage, openStage, run, verify, type Stage } from '../../test-support/story.js';

describe.each(testServers())("the requester's checks on $name", (server) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(server);
  });
  afterAll(() => closeStage(stage));
  beforeEach(async () => {
    await stage.admin.query('DROP FUNCTION IF EXISTS writes');
    await makeTables(stage, ['CREATE TABLE t (id INT PRIMARY KEY, n INT)', 'INSERT INTO t VALUES (1,1),(2,2)']);
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
});
