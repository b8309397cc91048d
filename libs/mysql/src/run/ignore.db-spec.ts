// IGNORE: which rows an error leaves as they were is only known afterwards, and those are no part of the images.
import { testServers } from '@sluice/testing';
import { comesBack, makeTables, snapshots } from '../test-support/comes-back.js';
import { closeStage, openStage, run, undo, type Stage } from '../test-support/story.js';

const schema = [
  'CREATE TABLE p (id INT PRIMARY KEY, n INT, u INT UNIQUE)',
  'CREATE TABLE c (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES p (id))',
  'CREATE TABLE r (g INT PRIMARY KEY)',
  'INSERT INTO p VALUES (1,1,10),(2,2,20),(3,3,30),(4,4,NULL)',
  'INSERT INTO c VALUES (1,1),(2,3)',
  'INSERT INTO r VALUES (1),(2),(3)',
];
const tables = ['p', 'c', 'r'];

jest.setTimeout(30_000);

describe.each(testServers())('IGNORE on $name', (server) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(server);
  });
  afterAll(() => closeStage(stage));
  beforeEach(() => makeTables(stage, schema));

  it.each<[string, string, number]>([
    ['DELETE', 'DELETE IGNORE FROM r', 3],
    ['DELETE leaves rows that others refer to', 'DELETE IGNORE FROM p', 2],
    ['DELETE leaves all', 'DELETE IGNORE FROM p WHERE id IN (1, 3)', 0],
    ['DELETE with a condition that is only a warning', "DELETE IGNORE FROM p WHERE CAST('2x' AS SIGNED) = id", 1],
    ['DELETE in an order, some', 'DELETE IGNORE FROM p ORDER BY id DESC LIMIT 3', 2],
    ['DELETE of joined rows', 'DELETE IGNORE p FROM p JOIN r ON p.id = r.g', 1],
    ['DELETE of joined rows of both', 'DELETE IGNORE p, r FROM p JOIN r ON p.id = r.g', 4],
    ['INSERT of unique values that are there', 'INSERT IGNORE INTO p VALUES (7,1,10),(8,1,20),(9,1,90)', 1],
    [
      'upsert of unique values that are there',
      'INSERT INTO p VALUES (7,1,10),(8,1,20),(9,1,90) ON DUPLICATE KEY UPDATE n = n + 1',
      3,
    ],
    ['UPDATE of a key', 'UPDATE IGNORE p SET id = id + 1', 1],
    ['UPDATE of a key from behind', 'UPDATE IGNORE p SET id = id + 1 ORDER BY id DESC', 1],
    ['UPDATE of a key that others refer to', 'UPDATE IGNORE p SET id = id + 10, n = n + 1', 2],
    ['UPDATE of all to one key', 'UPDATE IGNORE r SET g = 7', 1],
    ['UPDATE of a unique value', 'UPDATE IGNORE p SET u = 20', 0],
    ['UPDATE of a key that becomes what fits', "UPDATE IGNORE r SET g = '9x' WHERE g = 2", 1],
    [
      'later statements over what stayed',
      'DELETE IGNORE FROM p; UPDATE p SET n = 9; UPDATE IGNORE r SET g = g + 1; DELETE FROM r',
      8,
    ],
  ])('%s', (_, text, rows) => comesBack(stage, text, tables, { rows }));

  it('what stayed is nobody’s conflict', async () => {
    const ran = await run(stage, 'DELETE IGNORE FROM p');
    await stage.admin.query('UPDATE p SET n = 99 WHERE id = 1');
    expect((await undo(stage, ran)).result).toMatchObject({ outcome: 'effect' });
    const moved = await run(stage, 'UPDATE IGNORE r SET g = g + 1');
    await stage.admin.query('DELETE FROM r WHERE g = 1');
    expect((await undo(stage, moved)).result).toMatchObject({ outcome: 'effect' });
    expect((await snapshots(stage, ['r']))[0]?.slice(1)).toHaveLength(2);
  });
});
