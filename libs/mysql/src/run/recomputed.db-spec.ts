// What is generated and stored was computed in the writer's session; the undo inserts the row in ours.
import { testServers } from '@sluice/testing';
import { comesBack, isRefusedWhole, makeTables } from '../test-support/comes-back.js';
import { closeStage, openStage, type Stage } from '../test-support/story.js';

describe.each(testServers())('stored values that are computed again on $name', (server) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(server);
  });
  afterAll(() => closeStage(stage));
  afterEach(async () => {
    await stage.admin.query('SET SESSION div_precision_increment = DEFAULT, lc_time_names = DEFAULT');
  });

  const create =
    "CREATE TABLE t (id INT PRIMARY KEY, c CHAR(5), a INT, d DATE, x VARCHAR(20) AS (CONCAT(c, '.')) STORED, q DOUBLE AS (a / 3) STORED, w VARCHAR(20) AS (DATE_FORMAT(d, '%W')) STORED, n INT)";
  const rows = "INSERT INTO t (id, c, a, d, n) VALUES (1, 'a', 1, '2024-01-02', 1), (2, 'b', 2, '2024-01-03', 2)";

  describe.each([
    'UPDATE t SET n = 9',
    'DELETE FROM t',
    'UPDATE t SET id = id + 10',
    'REPLACE INTO t (id, n) VALUES (1, 9)',
    'INSERT INTO t (id, n) VALUES (1, 9) ON DUPLICATE KEY UPDATE n = 9',
  ])('%s', (text) => {
    it('comes back where they come to the same', async () => {
      await makeTables(stage, [create, rows]);
      await comesBack(stage, text, ['t']);
    });

    it.each(["sql_mode = 'PAD_CHAR_TO_FULL_LENGTH'", 'div_precision_increment = 9', "lc_time_names = 'de_DE'"])(
      'does not change rows that could not be inserted again as they are (%s)',
      async (setting) => {
        await makeTables(stage, [create, `SET SESSION ${setting}`, rows]);
        await isRefusedWhole(stage, text, ['t'], 'captured-differs');
      },
    );
  });
});
