import { testServers } from '@sluice/testing';
import { readOutcome } from '../verify/read-outcome.js';
import { closeStage, newKey, openStage, run, undo, type Stage } from '../test-support/story.js';
import { dropKeptImages, listKeptImages, type KeptImages } from './kept-images.js';

describe.each(testServers())('kept images on $name', (server) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(server);
    await stage.admin.query('CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(2000))');
    await stage.admin.query("INSERT INTO t VALUES (1, REPEAT('x', 2000)), (2, '')");
  });
  afterAll(() => closeStage(stage));

  const kept = async (execution: string): Promise<KeptImages | undefined> =>
    (await listKeptImages(stage.target)).find((one) => one.execution === execution);

  it('are told with the space they take, which grows with the rows', async () => {
    const ran = await run(stage, "UPDATE t SET a = 'y' WHERE id = 1");
    const found = await kept(ran.key.execution);
    expect(found).toMatchObject({
      marker: 'run',
      tables: [expect.stringMatching(/^after_/), expect.stringMatching(/^before_/)],
    });
    expect(found?.bytes).toBeGreaterThanOrEqual(32_768);
    expect(found?.ageSeconds).toBeLessThan(60);
    await stage.admin.query(
      "INSERT INTO t WITH RECURSIVE n (i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 900) SELECT i, REPEAT('z', 2000) FROM n",
    );
    const more = await run(stage, 'DELETE FROM t WHERE id >= 10');
    expect((await kept(more.key.execution))?.bytes).toBeGreaterThan(1_000_000);
  });

  it('of a run that never was are told by its tombstone', async () => {
    const key = newKey();
    const ran = await run(stage, "UPDATE t SET a = 'w' WHERE id = 1", { key, expectedRows: 7 });
    expect(ran.result.outcome).toBe('no-effect');
    expect((await kept(key.execution))?.marker).toBe('none');
    await readOutcome(stage.target, key, { fence: true });
    expect((await kept(key.execution))?.marker).toBe('fenced');
  });

  it('are gone when they are dropped, and the undo says so', async () => {
    const ran = await run(stage, "UPDATE t SET a = 'v' WHERE id = 1");
    const found = await kept(ran.key.execution);
    await dropKeptImages(stage.target, found ?? { tables: [] });
    expect(await kept(ran.key.execution)).toBeUndefined();
    expect((await undo(stage, ran)).result).toMatchObject({ outcome: 'no-effect', failure: { code: 'images-gone' } });
  });
});
