// The expected number of rows means at the run what the preview counts: rows that the statements match.
import { testServers } from '@sluice/testing';
import { connectTarget } from '../connect/connect-target.js';
import { previewChange } from '../preview/preview-change.js';
import { analyse, closeStage, openStage, run, verify, type Stage } from '../test-support/story.js';

describe.each(testServers())('expected rows on $name', (server) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(server);
  });
  afterAll(() => closeStage(stage));
  beforeEach(async () => {
    await stage.admin.query('DROP TABLE IF EXISTS t, keyless');
    await stage.admin.query('CREATE TABLE t (id INT PRIMARY KEY, n INT NOT NULL)');
    await stage.admin.query('INSERT INTO t VALUES (1, 5), (2, 5), (3, 0), (4, 0)');
    await stage.admin.query('CREATE TABLE keyless (n INT)');
    await stage.admin.query('INSERT INTO keyless VALUES (5), (5), (0)');
  });

  async function previewed(text: string): Promise<number | undefined> {
    const { plan, statements, tables } = await analyse(stage.target, text);
    const connection = await connectTarget(stage.target);
    try {
      const preview = await previewChange(connection, { plan, statements, tables, takenAt: '' });
      return preview.statements.reduce((sum, { matched }) => sum + (matched?.rows ?? NaN), 0);
    } finally {
      await connection.close();
    }
  }

  it.each([
    ['UPDATE t SET n = 5 WHERE id <= 3', 3, [{ statement: 1, rows: 1, matched: 3 }]],
    ['UPDATE t SET n = 5 WHERE n = 5', 2, [{ statement: 1, rows: 0, matched: 2 }]],
    ['DELETE FROM t WHERE n = 5', 2, [{ statement: 1, rows: 2 }]],
    ['INSERT INTO t VALUES (7, 1), (8, 1)', 2, [{ statement: 1, rows: 2 }]],
    // Nothing is kept to undo these: the server's own counts say it.
    ['UPDATE keyless SET n = 5', 3, [{ statement: 1, rows: 1, matched: 3 }]],
    ['DELETE FROM keyless WHERE n = 5', 2, [{ statement: 1, rows: 2 }]],
    ['INSERT INTO keyless VALUES (1), (2), (3)', 3, [{ statement: 1, rows: 3 }]],
    // A row that is updated or replaced is one row, though the server counts two.
    ['INSERT INTO t VALUES (1, 9) ON DUPLICATE KEY UPDATE n = 9', 1, [{ statement: 1, rows: 1 }]],
    ['INSERT INTO t VALUES (1, 5) ON DUPLICATE KEY UPDATE n = 5', 1, [{ statement: 1, rows: 0, matched: 1 }]],
    ['REPLACE INTO t VALUES (1, 9), (9, 9)', 2, [{ statement: 1, rows: 2 }]],
    ['UPDATE t JOIN keyless k USING (n) SET t.n = IF(t.id = 1, 6, t.n)', 4, [{ statement: 1, rows: 1, matched: 4 }]],
  ] as const)('%s: %i', async (text, rows, changed) => {
    const { plan } = await analyse(stage.target, text);
    for (const expectedRows of [rows - 1, rows + 1]) {
      const { result } = await run(stage, text, { plan, expectedRows });
      expect(result).toMatchObject({
        outcome: 'no-effect',
        failure: { code: 'count-differs', params: { expected: expectedRows, actual: rows } },
      });
    }
    const isPreviewed = plan.statements[0]?.operation !== 'replace' && !plan.statements[0]?.targets;
    if (plan.verdict === 'exact' && isPreviewed) expect(await previewed(text)).toBe(rows);
    const ran = await run(stage, text, { plan, expectedRows: rows });
    expect(ran.result).toEqual({ outcome: 'effect', changed, skipped: 0 });
    expect(await verify(stage, ran)).toEqual({ verdict: 'verified' });
  });
});
