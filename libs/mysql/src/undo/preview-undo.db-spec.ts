// A rollback shows its rows before it runs: as they are now, and as they were kept.
import { testServers } from '@sluice/testing';
import { closeStage, openStage, run, type Ran, type Stage } from '../test-support/story.js';
import { previewUndo } from './preview-undo.js';

jest.setTimeout(30_000);

describe.each(testServers())('preview of an undo on $name', (server) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(server);
  });
  afterAll(() => closeStage(stage));
  beforeEach(async () => {
    await stage.admin.query('DROP TABLE IF EXISTS t');
    await stage.admin.query('CREATE TABLE t (id INT PRIMARY KEY, s VARCHAR(400), b BLOB)');
    await stage.admin.query("INSERT INTO t VALUES (1, 'a', x'00'), (2, 'b', NULL), (3, REPEAT('c', 300), NULL)");
  });

  const preview = ({ key, plan }: Ran, leaveConflicts = false, limit = 20) =>
    previewUndo(stage.target, { key, plan, leaveConflicts, limit });

  it('shows what goes back, what comes back and what goes away', async () => {
    const ran = await run(
      stage,
      "UPDATE t SET s = 'new' WHERE id = 1; DELETE FROM t WHERE id = 2; INSERT INTO t (id, s) VALUES (4, 'four')",
    );
    const [only, ...others] = await preview(ran);
    expect(others).toEqual([]);
    expect(only).toMatchObject({
      ...{ statement: 1, table: { schema: stage.scratch.name, table: 't' }, notComputed: null },
      matched: { rows: 3, atLeast: false },
      columns: [
        { name: 'id', key: true, changes: false },
        { name: 's', key: false, changes: true },
        { name: 'b', key: false, changes: false },
      ],
    });
    expect(only?.rows.map(({ before, after }) => [before?.[1]?.text, after?.[1]?.text])).toEqual([
      ['new', 'a'],
      [undefined, 'b'],
      ['four', undefined],
    ]);
    expect(only?.rows[0]?.before?.[2]).toEqual({ text: '0x00' });
  });

  it('counts all of them and shows the first; a long value says how long it is', async () => {
    const [only] = await preview(await run(stage, "UPDATE t SET s = 'x'"), false, 1);
    expect([only?.rows.length, only?.matched?.rows]).toEqual([1, 3]);
    const [deleted] = await preview(await run(stage, 'DELETE FROM t WHERE id = 3'));
    expect(deleted?.rows).toMatchObject([{ before: null }]);
    const [restored] = await preview(await run(stage, "INSERT INTO t (id, s) VALUES (5, REPEAT('d', 300))"));
    expect(restored?.rows[0]?.before?.[1]).toEqual({ text: 'd'.repeat(200), length: 300 });
  });

  it('leaves out the rows that someone changed since, where they are left as they are', async () => {
    const ran = await run(stage, "UPDATE t SET s = 'x' WHERE id < 3");
    await stage.admin.query("UPDATE t SET s = 'theirs' WHERE id = 2");
    const [without] = await preview(ran, true);
    expect(without).toMatchObject({ matched: { rows: 1 }, rows: [{ before: [{ text: '1' }, { text: 'x' }, {}] }] });
    const [all] = await preview(ran);
    expect(all?.rows[1]).toMatchObject({ before: [{}, { text: 'theirs' }, {}], after: [{}, { text: 'b' }, {}] });
  });
});
