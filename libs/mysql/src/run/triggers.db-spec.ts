// Triggers whose bodies are read for sure: what they write is captured, verified and put back with the statement's own rows.
import { openAdmin, testServers } from '@sluice/testing';
import { comesBack, makeTables, snapshots } from '../test-support/comes-back.js';
import { analyse, closeStage, openStage, run, undo, verify, type Stage } from '../test-support/story.js';

// Many tables a test: slow where others work on the machine too.
jest.setTimeout(60_000);

const schema = [
  'CREATE TABLE t (id INT PRIMARY KEY, g INT NOT NULL, n INT, at DATETIME NULL, KEY (g))',
  'CREATE TABLE log (id INT AUTO_INCREMENT PRIMARY KEY, what VARCHAR(20), ref INT, who VARCHAR(100), at TIMESTAMP(6) NULL)',
  'CREATE TABLE o (id INT PRIMARY KEY, g INT, c INT, KEY (g))',
  'CREATE TABLE oc (id INT PRIMARY KEY, o INT, FOREIGN KEY (o) REFERENCES o (id) ON DELETE CASCADE)',
  'CREATE TABLE ai (id INT AUTO_INCREMENT PRIMARY KEY, n INT, at DATETIME NOT NULL)',
  'INSERT INTO t VALUES (1,1,1,NULL),(2,1,2,NULL),(3,2,3,NULL),(4,3,4,NULL)',
  "INSERT INTO log (id, what) VALUES (1,'first'),(7,'last')",
  'INSERT INTO o VALUES (1,1,0),(2,1,0),(3,2,0),(4,9,0)',
  'INSERT INTO oc VALUES (1,1),(2,3),(3,4)',
  'INSERT INTO ai VALUES (3,1,NOW())',
];
const tables = ['t', 'log', 'o', 'oc', 'ai'];
const logged = (word: string, row: string): string =>
  `INSERT INTO log (what, ref, who, at) VALUES ('${word}', ${row}.id, USER(), NOW(6))`;

describe.each(testServers())('triggers on $name', (server) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(server);
  });
  afterAll(() => closeStage(stage), 60_000);

  const make = (triggers: readonly [string, string][], table = 't'): Promise<void> =>
    makeTables(stage, [
      ...schema,
      ...triggers.map(([when, body], i) => `CREATE TRIGGER tr_${String(i)} ${when} ON ${table} FOR EACH ROW ${body}`),
    ]);

  it.each<[string, [string, string][], string]>([
    [
      'BEFORE UPDATE sets a column',
      [['BEFORE UPDATE', 'SET NEW.at = NOW(), NEW.n = NEW.n + OLD.n']],
      'UPDATE t SET n = 5',
    ],
    [
      'BEFORE UPDATE sets it for rows that else stay',
      [['BEFORE UPDATE', 'BEGIN SET NEW.n = 2; SET NEW.at = NULL; END']],
      'UPDATE t SET g = g',
    ],
    ['AFTER UPDATE logs', [['AFTER UPDATE', logged('u', 'NEW')]], 'UPDATE t SET n = 3'],
    [
      'both log, several rows',
      [
        ['BEFORE UPDATE', `BEGIN SET NEW.n = 9; ${logged('b', 'OLD')}; END`],
        ['AFTER UPDATE', `INSERT INTO log (what) VALUES ('a'), ('b')`],
      ],
      'UPDATE t SET n = 0 WHERE id > 1 ORDER BY id DESC LIMIT 2',
    ],
    ['AFTER DELETE logs', [['AFTER DELETE', logged('d', 'OLD')]], 'DELETE FROM t WHERE g = 1'],
    ['AFTER INSERT logs', [['AFTER INSERT', logged('i', 'NEW')]], 'INSERT INTO t (id, g) VALUES (8, 1), (9, 1)'],
    [
      'INSERT of a SELECT',
      [
        ['BEFORE INSERT', 'SET NEW.n = 77'],
        ['AFTER INSERT', logged('i', 'NEW')],
      ],
      'INSERT INTO t (id, g) SELECT id + 10, g FROM o',
    ],
    ['UPDATE of others by OLD', [['AFTER UPDATE', 'UPDATE o SET c = c + 1 WHERE g = OLD.g']], 'UPDATE t SET n = 0'],
    ['UPDATE of others by NEW', [['AFTER UPDATE', 'UPDATE o SET c = NEW.n WHERE o.g = NEW.g']], 'UPDATE t SET n = 0'],
    ['DELETE of others', [['AFTER DELETE', 'DELETE FROM o WHERE g = OLD.g']], 'DELETE FROM t WHERE id < 4'],
    [
      'UPDATE of others at a DELETE',
      [['BEFORE DELETE', 'UPDATE o SET g = NULL WHERE g = OLD.g AND c = 0']],
      'DELETE FROM t',
    ],
    [
      'an audit of all three events: UPDATE',
      [
        ['AFTER INSERT', logged('i', 'NEW')],
        ['AFTER UPDATE', logged('u', 'NEW')],
        ['AFTER DELETE', logged('d', 'OLD')],
      ],
      'UPDATE t SET n = n + 1',
    ],
    [
      'an audit of all three events: DELETE and INSERT',
      [
        ['AFTER INSERT', logged('i', 'NEW')],
        ['AFTER UPDATE', logged('u', 'NEW')],
        ['AFTER DELETE', logged('d', 'OLD')],
      ],
      'DELETE FROM t WHERE g = 1; INSERT INTO t VALUES (2,5,5,NULL); UPDATE t SET n = 1 WHERE id = 3; INSERT INTO log (what) VALUES (1)',
    ],
    ['BEFORE INSERT sets', [['BEFORE INSERT', 'SET NEW.n = 5']], 'INSERT INTO t (id, g) VALUES (8, 8)'],
    [
      'several matched rows by a subquery',
      [['AFTER UPDATE', logged('u', 'NEW')]],
      'UPDATE t SET n = 1 WHERE g IN (SELECT g FROM o)',
    ],
  ])('%s', async (_, triggers, text) => {
    await make(triggers);
    await comesBack(stage, text, tables);
  });

  it('generated ids, and a column that only the trigger gives', async () => {
    await make([['BEFORE INSERT', 'SET NEW.at = NOW()']], 'ai');
    await comesBack(stage, 'INSERT INTO ai (n) VALUES (1), (2)', tables);
  });

  it('of an empty log', async () => {
    await make([['AFTER UPDATE', logged('u', 'NEW')]]);
    await stage.admin.query('DELETE FROM log');
    await comesBack(stage, 'UPDATE t SET n = 0', tables);
  });

  it.each<[string, string, [string, string][], string]>([
    [
      'triggers-fire',
      'IF',
      [['AFTER UPDATE', "IF NEW.n > 1 THEN INSERT INTO log (what) VALUES ('x'); END IF"]],
      'UPDATE t SET n = 1',
    ],
    ['triggers-fire', 'id', [['BEFORE INSERT', 'SET NEW.id = 5']], 'INSERT INTO t (id, g) VALUES (8, 8)'],
    ['triggers-fire', 'id', [['BEFORE UPDATE', 'SET NEW.n = 5']], 'UPDATE t SET id = id + 10 ORDER BY id DESC'],
    [
      'triggers-fire',
      'log',
      [['AFTER UPDATE', "INSERT INTO log (id, what) VALUES (NEW.id, 'x')"]],
      'UPDATE t SET n = 1',
    ],
    ['triggers-fire', 'NEW.g', [['AFTER UPDATE', 'DELETE FROM o WHERE g = NEW.g']], 'UPDATE t SET g = 1'],
    ['triggers-fire', 'UPDATE', [['AFTER UPDATE', 'UPDATE o SET c = 1 WHERE g > OLD.g']], 'UPDATE t SET n = 1'],
    [
      'triggers-fire',
      'INSERT',
      [['AFTER INSERT', logged('i', 'NEW')]],
      'INSERT INTO t (id, g) VALUES (1, 1) ON DUPLICATE KEY UPDATE n = 1',
    ],
    [
      'triggers-fire',
      'INSERT',
      [['AFTER INSERT', 'UPDATE o SET c = 1 WHERE g = NEW.g']],
      'INSERT INTO t (id, g) VALUES (8, 1)',
    ],
    ['undo-triggers-fire', '', [['BEFORE INSERT', 'SET NEW.n = 5']], 'DELETE FROM t'],
    [
      'undo-triggers-fire',
      '',
      [
        ['BEFORE UPDATE', 'SET NEW.at = NOW()'],
        ['AFTER DELETE', logged('d', 'OLD')],
      ],
      'UPDATE t SET n = 1',
    ],
  ])('%s (%s)', async (code, why, triggers, text) => {
    await make(triggers);
    const { plan } = await analyse(stage.target, text);
    expect(plan.verdict).toBe('none');
    const params = why === '' ? {} : { why: why === 'log' ? `${stage.scratch.name}.log` : why };
    expect(plan.reasons[0]).toMatchObject({ code, params });
  });

  it('a trigger that the plan does not know is noticed before COMMIT', async () => {
    await make([
      ['AFTER UPDATE', logged('u', 'NEW')],
      ['AFTER UPDATE', 'UPDATE o SET c = c + 1 WHERE g = OLD.g'],
    ]);
    const { plan } = await analyse(stage.target, 'UPDATE t SET n = 0');
    for (const less of [{ ties: [] }, { logs: [] }]) {
      const before = await snapshots(stage, tables);
      const statements = plan.statements.map((statement) => ({ ...statement, ...less }));
      const { result } = await run(stage, '', { plan: { ...plan, statements } });
      expect(result).toMatchObject({ outcome: 'no-effect', failure: { code: 'surprise-side-effect' } });
      expect(await snapshots(stage, tables)).toEqual(before);
    }
  });

  it.each([
    ['another column', 'UPDATE doc SET n = n + 1'],
    ['the document', `UPDATE doc SET j = JSON_SET(j, '$.x', id + 7)`],
  ])('an undo by UPDATE puts no other document through a CHECK: %s', async (_, text) => {
    await makeTables(stage, [
      ...schema,
      "CREATE TABLE doc (id INT PRIMARY KEY, n INT, j JSON NOT NULL, CHECK (JSON_EXTRACT(j, '$.x') IS NOT NULL))",
      `INSERT INTO doc VALUES (1, 1, '{"x": 1.0}'), (2, 2, '{"x": 1}')`,
      `CREATE TRIGGER tr AFTER INSERT ON doc FOR EACH ROW ${logged('i', 'NEW')}`,
    ]);
    await comesBack(stage, text, [...tables, 'doc']);
  });

  it('of a log whose highest id came by an UPDATE', async () => {
    await make([['AFTER UPDATE', logged('u', 'NEW')]]);
    await stage.admin.query('UPDATE log SET id = 1000 WHERE id = 7');
    await comesBack(stage, 'UPDATE t SET n = 0', tables);
  });

  it('what others wrote to the same tables stays, and what they changed is a conflict', async () => {
    await make([
      ['AFTER INSERT', logged('i', 'NEW')],
      ['AFTER DELETE', logged('d', 'OLD')],
    ]);
    const ran = await run(stage, 'DELETE FROM t WHERE id = 1');
    expect(await verify(stage, ran)).toEqual({ verdict: 'verified' });
    await stage.admin.query("INSERT INTO log (what) VALUES ('theirs')");
    const mine = (await snapshots(stage, ['log']))[0];
    await stage.admin.query('INSERT INTO t VALUES (1,1,1,NULL)');
    // Overwriting it would fire the DELETE trigger: no choice does that.
    expect((await undo(stage, ran, 'overwrite')).result).toMatchObject({ failure: { code: 'conflicts' } });
    await stage.admin.query('DELETE FROM t WHERE id = 1');
    await stage.admin.query("DELETE FROM log WHERE what IN ('i', 'd') AND id > 9");
    expect((await snapshots(stage, ['log']))[0]).toEqual(mine);
    expect((await undo(stage, ran)).result).toMatchObject({ outcome: 'effect' });
    expect((await snapshots(stage, ['log']))[0]?.slice(1)).toHaveLength(3);
  });

  it('writers to the same log lose nothing', async () => {
    await make([['AFTER UPDATE', logged('u', 'NEW')]]);
    const writer = await openAdmin(server);
    await writer.query(`USE \`${stage.scratch.name}\``);
    let stop = false;
    let written = 0;
    const writing = (async () => {
      while (!stop) {
        await writer.query("INSERT INTO log (what) VALUES ('theirs')").then(
          () => (written += 1),
          () => undefined,
        );
      }
    })();
    try {
      for (let round = 0; round < 8; round++) {
        const ran = await run(stage, 'UPDATE t SET n = n + 1');
        if (ran.result.outcome === 'effect') {
          const undone = await undo(stage, ran);
          if (undone.result.outcome !== 'effect') expect(undone.result).toMatchObject({ retryable: true });
        } else expect(ran.result).toMatchObject({ retryable: true });
      }
    } finally {
      stop = true;
      await writing;
      await writer.end();
    }
    const [rows] = await stage.admin.query("SELECT COUNT(*) AS n FROM log WHERE what = 'theirs'");
    expect(rows).toEqual([{ n: written }]);
  }, 60_000);
});
