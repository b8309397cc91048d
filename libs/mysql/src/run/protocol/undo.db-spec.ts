// What an undo must not do. Each is named after what it forbids; conflicts have a spec of their own.
import { imageSets } from '@sluice/rollback';
import { testServers } from '@sluice/testing';
import { comesBack, makeTables, snapshots } from '../../test-support/comes-back.js';
import { closeStage, openStage, run, undo, type Stage } from '../../test-support/story.js';

describe.each(testServers())('an undo on $name', (server) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(server);
  });
  afterAll(() => closeStage(stage));

  it.each([
    ['unique values that go round', 'UPDATE p SET u = u - 1 ORDER BY u'],
    ['every row to the key of the next', 'UPDATE p SET id = id + 1 ORDER BY id DESC'],
    ['a key in case only', "UPDATE p SET k = UPPER(k) WHERE k = 'c'"],
    ['a row in another partition', 'UPDATE q SET d = d + 10'],
    ['a JSON number of another type', `UPDATE p SET j = '{"x": 1}'`],
    ['id 0', 'DELETE FROM z'],
  ])('forbids losing %s', async (_, text) => {
    await makeTables(stage, [
      'CREATE TABLE p (id INT PRIMARY KEY, u INT UNIQUE, k VARCHAR(5) UNIQUE, j JSON)',
      `INSERT INTO p VALUES (1,1,'a','{"x": 1.0}'),(2,2,'b','{"x": 1e0}'),(3,3,'c','{"x": true}')`,
      'CREATE TABLE q (id INT, d INT, PRIMARY KEY (id, d)) PARTITION BY RANGE (d) (PARTITION a VALUES LESS THAN (10), PARTITION b VALUES LESS THAN MAXVALUE)',
      'INSERT INTO q VALUES (1,1),(1,2),(2,9)',
      'CREATE TABLE z (id INT AUTO_INCREMENT PRIMARY KEY, n INT)',
      'INSERT INTO z VALUES (0,0),(8,8)',
    ]);
    await comesBack(stage, text, ['p', 'q', 'z']);
  });

  it.each([
    'ALTER TABLE t ADD CONSTRAINT enough CHECK (n < 2)',
    'ALTER TABLE t ADD UNIQUE KEY (n)',
    'ALTER TABLE t MODIFY n TINYINT',
    'CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.n = 99',
  ])('forbids putting rows back into another table than they came from: %s', async (ddl) => {
    await makeTables(stage, ['CREATE TABLE t (id INT PRIMARY KEY, n INT)', 'INSERT INTO t VALUES (1,1),(2,5)']);
    const ran = await run(stage, 'DELETE FROM t WHERE n = 5');
    await stage.admin.query(ddl);
    const before = await snapshots(stage, ['t']);
    expect((await undo(stage, ran)).result).toMatchObject({ outcome: 'no-effect', failure: { code: 'drift' } });
    expect(await snapshots(stage, ['t'])).toEqual(before);
  });

  it('forbids a COMMIT of rows that came back otherwise than they were kept', async () => {
    await makeTables(stage, [
      'CREATE TABLE t (id INT PRIMARY KEY, c CHAR(5), v VARCHAR(9) AS (CONCAT(c, 1)) STORED)',
      "INSERT INTO t (id, c) VALUES (1,'a'),(2,'b')",
    ]);
    const ran = await run(stage, "UPDATE t SET c = 'x'");
    const [set] = imageSets(ran.plan, ran.key.execution);
    await stage.admin.query(`UPDATE ${set?.names.before ?? ''} SET c3 = 'other' WHERE c1 = 2`);
    const before = await snapshots(stage, ['t']);
    expect((await undo(stage, ran)).result).toMatchObject({ outcome: 'no-effect', failure: { code: 'undo-differs' } });
    expect(await snapshots(stage, ['t'])).toEqual(before);
  });
});
