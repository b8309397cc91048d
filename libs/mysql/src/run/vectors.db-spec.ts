// VECTOR columns, where the server has them (9.0 and later).
import { split, sqlMode } from '@sluice/sql';
import { testServers } from '@sluice/testing';
import { comesBack, makeTables, snapshots } from '../test-support/comes-back.js';
import { closeStage, openStage, run, undo, type Stage } from '../test-support/story.js';
import { streamRollbackScript } from '../undo/rollback-script.js';
import { findConflicts } from '../undo/find-conflicts.js';

describe.each(testServers())('vectors on $name', (server) => {
  let stage: Stage;
  let has = false;
  beforeAll(async () => {
    stage = await openStage(server);
    const [rows] = await stage.admin.query('SELECT CAST(VERSION() AS UNSIGNED) >= 9 AS has');
    has = (rows as { has: number }[])[0]?.has === 1;
    if (!has) console.info(`${server.name} has no VECTOR: not tried on it`);
  });
  afterAll(() => closeStage(stage));

  it('come back in every bit, and are shown as bytes in a conflict', async () => {
    if (!has) return;
    await makeTables(stage, [
      'CREATE TABLE v (id INT PRIMARY KEY, e VECTOR(3), n INT)',
      "INSERT INTO v VALUES (1, TO_VECTOR('[1,2.5,-0]'), 1), (2, NULL, 2), (3, TO_VECTOR('[1e-30,3e38]'), 3)",
    ]);
    await comesBack(stage, "UPDATE v SET e = TO_VECTOR('[1,2.5,0]') WHERE id = 1", ['v'], { rows: 1 });
    await comesBack(stage, 'UPDATE v SET n = n + 1; DELETE FROM v WHERE id = 3', ['v'], { rows: 4 });
    await comesBack(stage, "REPLACE INTO v VALUES (2, TO_VECTOR('[9]'), 1), (4, NULL, 1)", ['v'], { rows: 2 });
    await comesBack(stage, 'UPDATE v SET id = id + 10', ['v'], { rows: 3 });
    const before = await snapshots(stage, ['v']);
    const scripted = await run(stage, "DELETE FROM v WHERE id = 1; UPDATE v SET e = TO_VECTOR('[7]')");
    const script: string[] = [];
    for await (const chunk of streamRollbackScript(stage.target, { ...scripted, about: [] })) script.push(chunk);
    for (const { text } of split(script.join(''), sqlMode('', '9.0.0')).statements) await stage.admin.query(text);
    expect(await snapshots(stage, ['v'])).toEqual(before);
    const ran = await run(stage, 'UPDATE v SET e = NULL WHERE id = 1');
    await stage.admin.query("UPDATE v SET e = TO_VECTOR('[4]') WHERE id = 1");
    const { conflicts } = await findConflicts(stage.target, { key: ran.key, plan: ran.plan, cap: 5 });
    expect(conflicts).toMatchObject([{ kind: 'changed', now: ['1', '0x00008040', '1'] }]);
    expect((await undo(stage, ran)).result).toMatchObject({ failure: { code: 'conflicts' } });
  });
});
