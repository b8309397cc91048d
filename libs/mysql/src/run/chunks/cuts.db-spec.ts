// What is cut into chunks, and what is not, with the target's own proof.
import { testServers } from '@sluice/testing';
import { makeTables } from '../../test-support/comes-back.js';
import { analyse, closeStage, openStage, planInChunks, type Stage } from '../../test-support/story.js';

describe.each(testServers())('chunks on $name: which changes are cut', (server) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(server);
    await makeTables(stage, [
      'CREATE TABLE other (id INT PRIMARY KEY, n INT)',
      'CREATE TABLE t (id INT PRIMARY KEY, n INT, k INT, u INT, label VARCHAR(40), UNIQUE (u), KEY (n))',
      "CREATE TABLE kinds (kind ENUM('b','a'), id INT, n INT, PRIMARY KEY (kind, id))",
      "CREATE TABLE parts (id INT, kind ENUM('b','a'), n INT, PRIMARY KEY (id, kind))",
      'CREATE TABLE floats (f FLOAT PRIMARY KEY, n INT)',
      'CREATE TABLE tree (id INT PRIMARY KEY, parent INT, n INT, FOREIGN KEY (parent) REFERENCES tree (id))',
      'CREATE TABLE derived (id INT PRIMARY KEY, n INT, d INT AS (n * 2) VIRTUAL, UNIQUE (d))',
      'CREATE TABLE loose (n INT, u INT NOT NULL, UNIQUE (u))',
    ]);
  });
  afterAll(() => closeStage(stage));

  it.each([
    ['UPDATE t SET n = n + 1', ['id'], null],
    ['UPDATE t SET n = n + 1 WHERE n > 3 OR k IS NULL', ['id'], 'n > 3 OR k IS NULL'],
    ["UPDATE LOW_PRIORITY t AS x SET x.label = CONCAT(x.label, ' ', NOW()) WHERE x.k = 1 -- end", ['id'], 'x.k = 1'],
    ['DELETE FROM t WHERE n = 1 /* why */', ['id'], 'n = 1'],
    ['DELETE FROM t AS x WHERE x.n = 1', ['id'], 'x.n = 1'],
    ['DELETE FROM t', ['id'], null],
    ['UPDATE t SET n = 1 WHERE 1', ['id'], '1'],
    ['UPDATE t SET n = 1 WHERE (1)', ['id'], '(1)'],
    [
      "UPDATE t SET n = 1 WHERE label IN ('a', 'b') AND k BETWEEN 1 AND 5",
      ['id'],
      "label IN ('a', 'b') AND k BETWEEN 1 AND 5",
    ],
    ['UPDATE IGNORE t SET n = 1 WHERE k', ['id'], 'k'],
    ['UPDATE parts SET n = 1', ['id'], null],
    ['UPDATE loose SET n = 1', ['u'], null],
  ] as const)('%s', async (text, columns, where) => {
    const plan = await planInChunks(stage.target, text);
    expect(plan.run).toMatchObject({ cut: { columns, where }, whole: null });
  });

  it.each([
    ['UPDATE t SET n = (SELECT AVG(x.n) FROM (SELECT n FROM t) x)', 'several-tables'],
    [
      'UPDATE t SET n = 1 WHERE EXISTS (SELECT 1 FROM (SELECT * FROM t) s WHERE s.n = t.n AND s.id <> t.id)',
      'several-tables',
    ],
    ['UPDATE t SET n = (SELECT o.n FROM other o WHERE o.id = t.id)', 'several-tables'],
    ['UPDATE t SET n = (SELECT 1)', 'reads-other-rows'],
    ['UPDATE t JOIN other o USING (id) SET t.n = o.n', 'several-tables'],
    ['DELETE t FROM t WHERE n = 1', 'several-tables'],
    ['WITH c AS (SELECT 1 AS n) UPDATE t SET n = 1', 'reads-other-rows'],
    ['UPDATE t SET n = 1 ORDER BY id LIMIT 5', 'limit-or-order'],
    ['DELETE FROM t ORDER BY id LIMIT 5', 'limit-or-order'],
    ['UPDATE t SET n = 1 ORDER BY id', 'limit-or-order'],
    ['UPDATE t SET id = id + 1', 'key-changes'],
    ['UPDATE t SET u = u + 1', 'unique-changes'],
    ['UPDATE derived SET n = n + 1', 'unique-changes'],
    ['UPDATE t FORCE INDEX (n) SET k = 1 WHERE n > 1', 'index-hint'],
    ['UPDATE /*+ NO_INDEX_MERGE(t) */ t SET k = 1', 'index-hint'],
    ['UPDATE tree SET n = 1', 'refers-to-itself'],
    ['UPDATE kinds SET n = 1', 'key-not-ranged'],
    ['UPDATE floats SET n = 1', 'key-not-ranged'],
    ['UPDATE t SET n = @a := n', 'no-images'],
    ['UPDATE t SET n = 1 WHERE RAND() < 0.5', 'no-images'],
    ['UPDATE t SET n = 1; UPDATE t SET k = 1', 'several-statements'],
    ['INSERT INTO t (id) SELECT id FROM other', 'form-not-cut'],
  ])('whole: %s', async (text, code) => {
    expect((await planInChunks(stage.target, text)).run).toMatchObject({ cut: null, whole: null });
    const { plan, statements, tables, server: facts } = await analyse(stage.target, text);
    const { planRun } = await import('@sluice/rollback');
    const matched = { rows: 50_000, atLeast: false };
    const { lowerCaseTableNames } = facts;
    const planned = planRun({ plan, statements, tables, schema: stage.scratch.name, lowerCaseTableNames, matched }, []);
    expect(planned.run).toMatchObject({ rows: 50_000, cut: null, whole: { why: { code } } });
    expect(planned.run?.whole?.seconds).toBeGreaterThan(0);
  });
});
