import { testServers } from '@sluice/testing';
import { connectTarget } from '../connect/connect-target.js';
import { ensureSluiceSchema } from '../setup/sluice-schema.js';
import { snapshot } from '../test-support/judge.js';
import { analyse, closeStage, openStage, type Stage } from '../test-support/story.js';
import { previewChange } from './preview-change.js';
import type { Preview } from '@sluice/contracts';

jest.setTimeout(30_000);

describe.each(testServers())('preview on $name', (server) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(server);
    await ensureSluiceSchema(stage.target);
    await stage.admin.query(
      `CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, price DECIMAL(8,2), s VARCHAR(300), bl BLOB, up TIMESTAMP NULL ON UPDATE CURRENT_TIMESTAMP,
         twice DECIMAL(9,2) AS (price * 2), KEY (price))`,
    );
    await stage.admin.query(
      "INSERT INTO t (price, s, bl) VALUES (1.05,'a',x'00ff'),(2.25,REPEAT('긴',250),NULL),(3,'c',NULL)",
    );
  });
  afterAll(() => closeStage(stage));

  async function preview(
    text: string,
    more: { rows?: number; milliseconds?: number } = {},
  ): Promise<Preview['statements']> {
    const before = await snapshot(stage.admin, 't');
    const analysed = await analyse(stage.target, text);
    const connection = await connectTarget(stage.target);
    try {
      const { statements } = await previewChange(connection, { ...analysed, takenAt: '2026-01-01T00:00:00Z', ...more });
      expect(await snapshot(stage.admin, 't')).toEqual(before);
      return statements;
    } finally {
      await connection.close();
    }
  }

  it.each([
    ['UPDATE dated SET n = n + 1', ['1', '2', '3']],
    ['DELETE FROM dated', null],
  ])('shows rows that hold zero and invalid dates, under a mode that refuses them: %s', async (text, after) => {
    await stage.admin.query('DROP TABLE IF EXISTS dated');
    await stage.admin.query('CREATE TABLE dated (n INT PRIMARY KEY, d DATE, at DATETIME NOT NULL)');
    await stage.admin.query("SET SESSION sql_mode = 'ALLOW_INVALID_DATES'");
    await stage.admin.query(
      "INSERT INTO dated VALUES (0,'0000-00-00','2024-00-00'),(1,'2023-02-31','2024-01-01'),(2,NULL,'0000-00-00')",
    );
    await stage.admin.query('SET SESSION sql_mode = DEFAULT');
    const [one] = await preview(text);
    expect(one).toMatchObject({ matched: { rows: 3, atLeast: false }, notComputed: null });
    expect(one?.rows.map(({ before }) => before?.map(({ text }) => text))).toEqual([
      ['0', '0000-00-00', '2024-00-00 00:00:00'],
      ['1', '2023-02-31', '2024-01-01 00:00:00'],
      ['2', null, '0000-00-00 00:00:00'],
    ]);
    expect(one?.rows.map((row) => row.after?.[0]?.text)).toEqual(after ?? [undefined, undefined, undefined]);
  });

  it('computes the after-values as the server will: rounded, left to right, generated', async () => {
    const [one] = await preview('UPDATE t SET price = price * 1.1, s = CONCAT(price, "!") WHERE id = 1');
    expect(one).toMatchObject({
      matched: { rows: 1, atLeast: false },
      notComputed: null,
      columns: [
        { name: 'id', key: true, changes: false },
        { name: 'price', key: false, changes: true },
        { name: 's', changes: true },
        { name: 'bl', changes: false },
        { name: 'up', changes: true },
        { name: 'twice', changes: true },
      ],
    });
    expect(one?.rows[0]?.before?.map(({ text }) => text)).toMatchObject(['1', '1.05', 'a', '0x00FF', null, '2.10']);
    expect(one?.rows[0]?.after?.map(({ text }) => text)).toMatchObject([
      '1',
      '1.16',
      '1.16!',
      '0x00FF',
      expect.any(String),
      '2.32',
    ]);
  });

  it('cuts long values and says their length; caps the rows and counts them all', async () => {
    const [one] = await preview('UPDATE t SET price = 0', { rows: 2 });
    expect(one?.rows).toHaveLength(2);
    expect(one?.matched).toEqual({ rows: 3, atLeast: false });
    expect(one?.rows[1]?.before?.[2]).toEqual({ text: '긴'.repeat(200), length: 250 });
  });

  it('a delete has no after-rows; order and limit are the text’s own', async () => {
    const [one] = await preview('DELETE FROM t ORDER BY price DESC, id LIMIT 1');
    expect(one).toMatchObject({
      matched: { rows: 1 },
      rows: [{ before: [{ text: '3' }, {}, {}, {}, {}, {}], after: null }],
    });
  });

  it('an insert has only after-rows; an id to be generated is NULL', async () => {
    const [one] = await preview("INSERT INTO t (price, s) VALUES (1.005, UPPER('x')), (2, DEFAULT)");
    expect(one).toMatchObject({ matched: { rows: 2 }, notComputed: null });
    expect(one?.rows.map(({ before, after }) => [before, after?.map(({ text }) => text)])).toEqual([
      [null, [null, '1.01', 'X', null, null, '2.02']],
      [null, [null, '2.00', null, null, null, '4.00']],
    ]);
  });

  it.each([
    ['not-deterministic', 'UPDATE t SET price = RAND()', 0],
    ['depends-on-earlier-statement', 'DELETE FROM t WHERE id = 1; UPDATE t SET price = 1', 1],
    ['not-runnable', 'DROP TABLE t', 0],
    ['not-runnable', 'UPDATE t SET price = (SELECT COUNT(*) FROM mysql.user)', 0],
    ['error', "UPDATE t SET price = 'no number' WHERE id = 1", 0],
  ])('says why it did not compute: %s', async (why, text, index) => {
    expect((await preview(text))[index]).toMatchObject({ notComputed: why });
  });

  it('gives up in time, and the connection goes on', async () => {
    await stage.admin.query('CREATE TABLE many (id INT PRIMARY KEY)');
    await stage.admin.query(
      'INSERT INTO many WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT i FROM n',
    );
    const [one] = await preview(
      'DELETE FROM t WHERE id < (SELECT COUNT(*) FROM many a JOIN many b JOIN many c WHERE a.id + b.id > c.id)',
      { milliseconds: 300 },
    );
    expect(one).toMatchObject({ notComputed: 'too-slow' });
  });
});
