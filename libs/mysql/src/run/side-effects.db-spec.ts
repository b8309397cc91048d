import { testServers } from '@sluice/testing';
import { openSession, type Session } from '../connect/session.js';
import { closeStage, openStage, type Stage } from '../test-support/story.js';
import { readCounters } from './side-effects.js';

describe.each(testServers())('what the server counts on $name', (server) => {
  let stage: Stage;
  let session: Session;
  beforeAll(async () => {
    stage = await openStage(server);
    session = await openSession(stage.target);
    await stage.admin.query('CREATE TABLE t (id INT PRIMARY KEY, n INT)');
  });
  afterAll(async () => {
    await session.close();
    await closeStage(stage);
  });

  it('rows changed inside InnoDB are counted anew at each reading, though the view is cached', async () => {
    await session.run('BEGIN');
    await session.run('INSERT INTO t VALUES (1,1),(2,2),(3,3)');
    const before = await readCounters(session, true, 'before');
    await session.run('UPDATE t SET n = n + 1 WHERE id < 3');
    const after = await readCounters(session, true, 'after');
    await session.run('ROLLBACK');
    expect(before.modified).toBe(3);
    expect(after.modified).toBe(5);
    expect(after.updates - before.updates).toBe(2);
    expect(after.deletes).toBe(before.deletes);
  });

  it('its own readings of that view do not count as what the statement did', async () => {
    await session.run('BEGIN');
    const before = await readCounters(session, true, 'before');
    await session.run('INSERT INTO t VALUES (4,4),(5,5)');
    const after = await readCounters(session, true, 'after');
    await session.run('ROLLBACK');
    expect(after).toEqual({ ...before, writes: before.writes + 2, modified: (before.modified ?? 0) + 2 });
  });
});
