// Cascades that come back: to the table itself, around a circle, by several ways to the same row.
import { testServers } from '@sluice/testing';
import { comesBack, makeTables } from '../test-support/comes-back.js';
import { analyse, closeStage, openStage, type Stage } from '../test-support/story.js';

// Many tables a test: slow where others work on the machine too.
jest.setTimeout(60_000);

const schema = [
  'CREATE TABLE e (id INT PRIMARY KEY, boss INT, n INT, FOREIGN KEY (boss) REFERENCES e (id) ON DELETE CASCADE ON UPDATE CASCADE)',
  'INSERT INTO e VALUES (1,NULL,0),(2,1,0),(3,2,0),(4,3,0),(5,NULL,0),(6,6,1),(7,5,0)',
  'CREATE TABLE o (id INT PRIMARY KEY, boss INT, n INT, FOREIGN KEY (boss) REFERENCES o (id) ON DELETE SET NULL ON UPDATE SET NULL)',
  // Not below `e`: 9.7 without native keys ends a DELETE over a circle with a branch as error 6575.
  'INSERT INTO o VALUES (1,NULL,0),(2,1,0),(3,2,0),(4,3,0),(5,NULL,0)',
  'CREATE TABLE f (id INT PRIMARY KEY, e INT, FOREIGN KEY (e) REFERENCES o (id) ON DELETE CASCADE)',
  'INSERT INTO f VALUES (1,1),(2,4),(3,5),(4,4),(5,NULL)',
  'SET foreign_key_checks = 0',
  'CREATE TABLE x (id INT PRIMARY KEY, y INT, FOREIGN KEY (y) REFERENCES y (id) ON DELETE CASCADE ON UPDATE CASCADE)',
  'CREATE TABLE y (id INT PRIMARY KEY, x INT, FOREIGN KEY (x) REFERENCES x (id) ON DELETE CASCADE ON UPDATE CASCADE)',
  'INSERT INTO x VALUES (1,3),(2,1),(3,2),(4,NULL)',
  'INSERT INTO y VALUES (1,1),(2,2),(3,3),(4,4)',
  'SET foreign_key_checks = 1',
  'CREATE TABLE top (id INT PRIMARY KEY)',
  'CREATE TABLE l (id INT PRIMARY KEY, top INT, FOREIGN KEY (top) REFERENCES top (id) ON DELETE CASCADE ON UPDATE CASCADE)',
  'CREATE TABLE r (id INT PRIMARY KEY, top INT, FOREIGN KEY (top) REFERENCES top (id) ON DELETE CASCADE ON UPDATE CASCADE)',
  `CREATE TABLE d (id INT PRIMARY KEY, l INT, r INT, top INT, other INT, FOREIGN KEY (l) REFERENCES l (id) ON DELETE CASCADE,
     FOREIGN KEY (r) REFERENCES r (id) ON DELETE SET NULL, FOREIGN KEY (top) REFERENCES top (id) ON DELETE SET NULL ON UPDATE CASCADE,
     FOREIGN KEY (other) REFERENCES top (id) ON DELETE SET NULL ON UPDATE CASCADE)`,
  'INSERT INTO top VALUES (1),(2),(3)',
  'INSERT INTO l VALUES (1,1),(2,2)',
  'INSERT INTO r VALUES (1,1),(2,3)',
  'INSERT INTO d VALUES (1,1,1,1,1),(2,2,1,1,2),(3,2,2,3,1),(4,NULL,NULL,2,3)',
];
const tables = ['e', 'o', 'f', 'x', 'y', 'top', 'l', 'r', 'd'];

describe.each(testServers())('cascades that come back on $name', (server) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(server);
  });
  afterAll(() => closeStage(stage));
  beforeEach(() => makeTables(stage, schema));

  it.each<[string, string]>([
    ['to the table itself', 'DELETE FROM e WHERE id = 1'],
    ['to rows that the statement names too', 'DELETE FROM e WHERE id IN (1, 2, 3)'],
    ['to rows that it came to first', 'DELETE FROM e WHERE id IN (1, 2, 3) ORDER BY id DESC'],
    ['to the row itself', 'DELETE FROM e WHERE id = 6'],
    ['with a subquery', 'DELETE FROM e WHERE id IN (SELECT e FROM f WHERE id = 3)'],
    ['to all', 'DELETE FROM e'],
    ['by a join', 'DELETE e FROM e JOIN f ON f.e = e.id WHERE f.id < 3'],
    ['by a join of parent and child', 'DELETE f, o FROM o JOIN f ON f.e = o.id'],
    ['SET NULL', 'DELETE FROM o WHERE id = 1'],
    ['SET NULL of rows that go too', 'DELETE FROM o WHERE id IN (1, 2, 3)'],
    ['around a circle', 'DELETE FROM x WHERE id = 1'],
    ['around a circle from several rows', 'DELETE FROM x WHERE id IN (1, 2)'],
    ['around a circle, a new key', 'UPDATE x SET id = 10 WHERE id = 4'],
    ['a new key where nobody refers to it', 'UPDATE e SET id = 70 WHERE id = 7'],
    ['by several ways', 'DELETE FROM top WHERE id = 1'],
    ['by several ways, all', 'DELETE FROM top'],
    ['by several ways, new keys', 'UPDATE top SET id = id + 10'],
    [
      'several statements',
      'DELETE FROM e WHERE id = 3; INSERT INTO e VALUES (3,1,9); DELETE FROM e WHERE id = 2; UPDATE e SET n = 5',
    ],
  ])('%s', (_, text) => comesBack(stage, text, tables));

  it.each<[string, string]>([
    ['REPLACE of a row that its own table refers to', 'REPLACE INTO e VALUES (1, NULL, 9)'],
    ['an UPDATE of parent and child at once', 'UPDATE top JOIN l ON l.top = top.id SET top.id = 9, l.id = 9'],
  ])('is none: %s', async (_, text) => {
    const { plan } = await analyse(stage.target, text);
    expect(plan.verdict).toBe('none');
    expect(plan.reasons.map((reason) => reason.code)).toContain('cascades-fire');
  });

  // What one deletion takes away lets another row match, which no image holds: those that cascades take hide it in the counts.
  describe('a DELETE that looks at what its own cascades take', () => {
    const family = [
      'CREATE TABLE p (id INT PRIMARY KEY, up INT, FOREIGN KEY (up) REFERENCES p (id) ON DELETE CASCADE)',
      `CREATE TABLE c (id INT PRIMARY KEY, p INT, q INT, r INT, FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE,
         FOREIGN KEY (r) REFERENCES p (id) ON DELETE SET NULL)`,
      'INSERT INTO p VALUES (1,NULL),(2,NULL),(3,1)',
      'INSERT INTO c VALUES (1,1,2,NULL)',
    ];

    it.each([
      'DELETE FROM p WHERE NOT EXISTS (SELECT 1 FROM c WHERE c.q = p.id)',
      'DELETE FROM p WHERE id = 1 OR id NOT IN (SELECT up FROM (SELECT up FROM p WHERE up > 0) x)',
      'DELETE p FROM p WHERE id NOT IN (SELECT q FROM c)',
      'DELETE p FROM p LEFT JOIN c ON c.q = p.id WHERE c.id IS NULL',
      'DELETE p, c FROM p LEFT JOIN c ON c.q = p.id WHERE c.id IS NULL',
      'DELETE p FROM p JOIN c ON c.q = p.id WHERE c.`R` IS NULL',
      'DELETE FROM p ORDER BY id DESC LIMIT 2',
      'DELETE FROM p WHERE id <> 2 ORDER BY id LIMIT 2 -- select',
    ])('is none: %s', async (text) => {
      await makeTables(stage, family);
      const { plan } = await analyse(stage.target, text);
      expect(plan.verdict).toBe('none');
      expect(plan.reasons.map(({ code }) => code)).toContain('cascades-fire');
    });

    it.each([
      'DELETE FROM p WHERE id = 1 AND up IS NULL',
      'DELETE p FROM p JOIN c ON c.p = p.id WHERE c.q = 2',
      'DELETE p, c FROM p JOIN c ON c.p = p.id',
    ])('comes back where a row can but cease to match: %s', async (text) => {
      await makeTables(stage, family);
      await comesBack(stage, text, ['p', 'c']);
    });
  });
});
