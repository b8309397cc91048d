// Foreign keys that cascade: the rows they reach in further tables are captured, verified and put back with the statement's own.
import { testServers } from '@sluice/testing';
import { comesBack, makeTables } from '../test-support/comes-back.js';
import { closeStage, openStage, type Stage } from '../test-support/story.js';

// Many tables a test: slow where others work on the machine too.
jest.setTimeout(60_000);

// One row of `g` and `k` for each parent: with more, 9.7 without native keys refuses to carry a moved key on to `l` and `kk`.
const schema = [
  'CREATE TABLE p (id INT PRIMARY KEY, u VARCHAR(10) UNIQUE, n INT)',
  `CREATE TABLE c (id INT PRIMARY KEY, p INT, t TIMESTAMP(3) NULL ON UPDATE CURRENT_TIMESTAMP(3), v INT AS (p * 2) VIRTUAL,
     KEY (v), FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE ON UPDATE CASCADE)`,
  'CREATE TABLE g (a INT, c INT, PRIMARY KEY (a, c), FOREIGN KEY (c) REFERENCES c (id) ON DELETE CASCADE ON UPDATE CASCADE)',
  'CREATE TABLE l (id INT PRIMARY KEY, a INT, c INT, j JSON, FOREIGN KEY (a, c) REFERENCES g (a, c) ON DELETE SET NULL ON UPDATE CASCADE)',
  'CREATE TABLE m (id INT PRIMARY KEY, l INT, f FLOAT, FOREIGN KEY (l) REFERENCES l (id) ON DELETE CASCADE)',
  'CREATE TABLE s (id INT PRIMARY KEY, u VARCHAR(10), FOREIGN KEY (u) REFERENCES p (u) ON DELETE SET NULL ON UPDATE CASCADE)',
  'CREATE TABLE n (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES p (id) ON DELETE SET NULL ON UPDATE SET NULL)',
  'CREATE TABLE k (p INT, i INT, w VARCHAR(5), PRIMARY KEY (p, i), FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE ON UPDATE CASCADE)',
  'CREATE TABLE kk (p INT, i INT, x INT, PRIMARY KEY (x, i, p), FOREIGN KEY (p, i) REFERENCES k (p, i) ON DELETE CASCADE ON UPDATE CASCADE)',
  "INSERT INTO p VALUES (1,'a',1),(2,'b',2),(3,'c',3),(4,NULL,4)",
  'INSERT INTO c (id, p) VALUES (1,1),(2,1),(3,2),(4,NULL),(5,3)',
  'INSERT INTO g VALUES (1,1),(1,2),(1,3),(7,5)',
  `INSERT INTO l VALUES (1,1,1,'{"x":1.0}'),(2,1,2,'1.0'),(3,1,3,NULL),(4,NULL,3,NULL)`,
  'INSERT INTO m VALUES (1,1,0.1),(2,2,0.2),(3,4,0.3)',
  "INSERT INTO s VALUES (1,'a'),(2,'A'),(3,'b'),(4,NULL)",
  'INSERT INTO n VALUES (1,1),(2,2),(3,2),(4,NULL)',
  "INSERT INTO k VALUES (1,1,'x'),(2,1,'x'),(3,1,'x')",
  'INSERT INTO kk VALUES (1,1,1),(1,1,2),(2,1,1),(3,1,1)',
];
const tables = ['p', 'c', 'g', 'l', 'm', 's', 'n', 'k', 'kk'];

describe.each(testServers())('cascades on $name', (server) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(server);
  });
  afterAll(() => closeStage(stage));
  beforeEach(() => makeTables(stage, schema));

  it.each<[string, string, number | undefined]>([
    ['DELETE of one parent, to the fourth depth', 'DELETE FROM p WHERE id = 1', 1],
    ['DELETE of all', 'DELETE FROM p', 4],
    ['DELETE in the middle', 'DELETE FROM c WHERE id IN (1, 2)', 2],
    ['DELETE with a subquery on a child', 'DELETE FROM p WHERE id IN (SELECT p FROM n)', 2],
    ['DELETE by a join', 'DELETE p FROM p JOIN s USING (u) WHERE s.id = 2', 1],
    ['DELETE of parent and child at once', 'DELETE p, k FROM p JOIN k ON k.p = p.id WHERE p.id < 3', undefined],
    ['UPDATE of the key', 'UPDATE p SET id = 9 WHERE id = 1', 1],
    ['every key to the next', 'UPDATE p SET id = id + 1 ORDER BY id DESC', 4],
    ['a key in the middle', 'UPDATE c SET id = id + 10', 5],
    ['a unique key that is not the row key', "UPDATE p SET u = CONCAT(u, 'x'), n = n + 1", 4],
    ['the case of a unique key', 'UPDATE p SET u = UPPER(u), id = id + 100 WHERE id > 1', 3],
    ['a parent that stays as it is', 'UPDATE p SET id = IF(id = 2, 20, id)', 1],
    ['columns that no key names', 'UPDATE p SET n = 0', 4],
    ['REPLACE', "REPLACE INTO p VALUES (1, 'a', 7), (5, 'e', 5)", undefined],
    ['REPLACE by another unique key', "REPLACE INTO p VALUES (9, 'a', 7)", undefined],
    ['REPLACE that takes two rows', "REPLACE INTO p VALUES (1, 'b', 7)", undefined],
    ['ON DUPLICATE KEY UPDATE', "INSERT INTO p VALUES (1, 'a', 7) ON DUPLICATE KEY UPDATE u = 'z'", undefined],
    [
      'several statements over the same rows',
      `DELETE FROM c WHERE id = 1; UPDATE p SET id = 11 WHERE id = 1; INSERT INTO c (id, p) VALUES (1, 11);
       DELETE FROM p WHERE id = 2; UPDATE n SET p = 3; DELETE FROM p WHERE id = 11`,
      undefined,
    ],
  ])('%s', (_, text, rows) => comesBack(stage, text, tables, rows === undefined ? {} : { rows }));
});
