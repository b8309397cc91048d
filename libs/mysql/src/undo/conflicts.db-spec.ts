// Rows that somebody changed since: shown row by row, and never silently overwritten.
import { testServers } from '@sluice/testing';
import { snapshot } from '../test-support/judge.js';
import { closeStage, newKey, openStage, run, undo, verifyUndone, type Ran, type Stage } from '../test-support/story.js';
import { findConflicts } from './find-conflicts.js';
import { undoChange } from './undo-change.js';

jest.setTimeout(30_000);

describe.each(testServers())('conflicts on $name', (server) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(server);
  });
  afterAll(() => closeStage(stage));
  beforeEach(async () => {
    await stage.admin.query("SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION', time_zone = '+00:00'");
    await stage.admin.query('DROP TABLE IF EXISTS c, t, wide');
    await stage.admin.query(
      `CREATE TABLE t (id INT PRIMARY KEY, s VARCHAR(20), f FLOAT, j JSON, u INT UNIQUE, e ENUM('a','b'), ts TIMESTAMP NULL, bi BLOB, p INT)`,
    );
    await stage.admin.query(
      `INSERT INTO t VALUES (1,'a',0,'1',1,'a','2020-01-01',x'00',NULL),(2,'b',1.5,'{"x":1}',2,'b',NULL,NULL,NULL),(3,'c',2,'[]',3,NULL,NULL,NULL,NULL)`,
    );
  });

  function conflictsOf({ key, plan }: Ran, cap = 50): ReturnType<typeof findConflicts> {
    return findConflicts(stage.target, { key, plan, cap });
  }

  it.each([
    ['a letter in case only', "s = 'X'"],
    ['a trailing space', "s = 'x '"],
    ['minus zero', 'f = -0e0'],
    ['JSON 1 and 1.0', "j = '1.0'"],
    ['a nested double and decimal', `j = JSON_OBJECT('x', CAST(1.5 AS DECIMAL(5,1)))`],
    ['an ENUM 0 and an empty text', 'e = 0'],
    ['NULL', 'bi = NULL'],
    ['one second', "ts = '2020-01-01 00:00:01'"],
  ])('finds a change of %s', async (what, assignment) => {
    const json = what.includes('nested') ? `JSON_OBJECT('x', 1.5e0)` : `'1'`;
    const ran = await run(
      stage,
      `UPDATE t SET s = 'x', f = 0, j = ${json}, e = NULL, bi = '', ts = '2020-01-01' WHERE id = 1`,
    );
    expect(ran.result).toMatchObject({ outcome: 'effect' });
    expect(await conflictsOf(ran)).toMatchObject({ total: 0, conflicts: [] });
    // From one JSON number to its equal of another type, UPDATE alone does nothing.
    if (assignment.startsWith('j')) await stage.admin.query('UPDATE t SET j = NULL WHERE id = 1');
    await stage.admin.query(`UPDATE t SET ${assignment} WHERE id = 1`);
    expect(await conflictsOf(ran)).toMatchObject({ total: 1, conflicts: [{ kind: 'changed', statement: 1 }] });
  });

  it('offers what would not end in conflicts again', async () => {
    const plain = await run(stage, "UPDATE t SET u = u + 10, s = 'x' WHERE id < 3");
    await stage.admin.query("UPDATE t SET s = 'theirs' WHERE id = 1");
    expect((await conflictsOf(plain)).choices).toEqual(['stop', 'skip', 'overwrite']);
    await stage.admin.query('UPDATE t SET u = 2 WHERE id = 3');
    expect((await conflictsOf(plain)).choices).toEqual(['stop', 'skip']);
    expect((await undo(stage, plain, 'overwrite')).result).toMatchObject({ failure: { code: 'conflicts' } });
    const moved = await run(stage, 'UPDATE t SET id = id + 10');
    await stage.admin.query("UPDATE t SET s = 'theirs too' WHERE id = 12");
    expect((await conflictsOf(moved)).choices).toEqual(['stop', 'overwrite']);
  });

  it('shows what was, what Sluice wrote and what is, row by row, to a cap', async () => {
    const ran = await run(
      stage,
      "UPDATE t SET s = 'new' WHERE id < 3; DELETE FROM t WHERE id = 3; INSERT INTO t (id, s) VALUES (4, 'four')",
    );
    await stage.admin.query("UPDATE t SET s = 'other', bi = x'ff00' WHERE id = 1");
    await stage.admin.query('DELETE FROM t WHERE id = 2');
    await stage.admin.query("INSERT INTO t (id, s) VALUES (3, 'again')");
    await stage.admin.query("UPDATE t SET s = 'FOUR' WHERE id = 4");
    const { total, conflicts } = await conflictsOf(ran);
    expect(total).toBe(4);
    const shown = conflicts.map(({ kind, statement, before, written, now }) => [
      kind,
      statement,
      before?.[1],
      written?.[1],
      now?.[1],
    ]);
    expect(shown).toEqual(
      expect.arrayContaining([
        ['changed', 1, 'a', 'new', 'other'],
        ['deleted', 1, 'b', 'new', undefined],
        ['reinserted', 2, 'c', undefined, 'again'],
        ['changed', 3, undefined, 'four', 'FOUR'],
      ]),
    );
    expect(conflicts.find(({ now }) => now?.[1] === 'other')?.now?.[7]).toBe('0xFF00');
    expect(await conflictsOf(ran, 2)).toMatchObject({ total: 4, conflicts: [{}, {}] });
  });

  it('stop leaves everything; skip leaves the conflicting rows; overwrite takes all back', async () => {
    const before = await snapshot(stage.admin, 't');
    const ran = await run(stage, "UPDATE t SET s = 'new', u = u + 1 ORDER BY u DESC, id");
    await stage.admin.query("UPDATE t SET s = 'theirs' WHERE id = 3");
    const theirs = await snapshot(stage.admin, 't');

    expect((await undo(stage, ran, 'stop')).result).toMatchObject({
      outcome: 'no-effect',
      failure: { code: 'conflicts', params: { rows: 1 } },
    });
    expect(await snapshot(stage.admin, 't')).toEqual(theirs);

    const skipped = await undo(stage, ran, 'skip');
    expect(skipped.result).toMatchObject({ outcome: 'effect', skipped: 1, changed: [{ statement: 1, rows: 2 }] });
    expect(await verifyUndone(stage, ran, skipped.key)).toEqual({ verdict: 'verified' });
    const [rows] = await stage.admin.query('SELECT id, s, u FROM t ORDER BY id');
    expect(rows).toEqual([
      { id: 1, s: 'a', u: 1 },
      { id: 2, s: 'b', u: 2 },
      { id: 3, s: 'theirs', u: 4 },
    ]);
    const overwritten = await undo(stage, ran, 'overwrite');
    expect(overwritten.result).toMatchObject({ outcome: 'effect', skipped: 0 });
    expect(await snapshot(stage.admin, 't')).toEqual(before);
  });

  it('overwrites under its locks only what was seen, to the last byte', async () => {
    await stage.admin.query('CREATE TABLE wide (id INT PRIMARY KEY, long_text TEXT, f FLOAT, j JSON, n INT)');
    await stage.admin.query(
      `INSERT INTO wide VALUES (1, REPEAT('x', 300), 0.1, '{"a":1}', 0), (2, NULL, NULL, NULL, 0), (3, '', 0, 'null', 0)`,
    );
    const before = await snapshot(stage.admin, 'wide');
    const ran = await run(stage, 'UPDATE wide SET n = n + 1');
    await stage.admin.query("UPDATE wide SET long_text = CONCAT(REPEAT('x', 300), 'theirs') WHERE id = 1");
    const overwrite = (digest: string) =>
      undoChange(stage.target, {
        ...{ key: newKey(), contentHash: '', undoes: ran.key, plan: ran.plan, onConflict: 'overwrite' },
        acceptsConflicts: (now) => now === digest,
      });
    // Each is a change that a text of 200 characters, or a look at the counts, would not show.
    const changes = [
      "UPDATE wide SET long_text = CONCAT(REPEAT('x', 300), 'THEIRS') WHERE id = 1",
      'UPDATE wide SET f = f + 0.0000001 WHERE id = 1',
      `UPDATE wide SET j = '{"a":"1"}' WHERE id = 1`,
      'UPDATE wide SET n = 9 WHERE id = 2',
      'UPDATE wide SET long_text = NULL WHERE id = 3',
      'DELETE FROM wide WHERE id = 3',
    ];
    for (const change of changes) {
      const seen = await conflictsOf(ran);
      expect((await conflictsOf(ran)).digest).toBe(seen.digest);
      await stage.admin.query(change);
      const theirs = await snapshot(stage.admin, 'wide');
      expect([change, await overwrite(seen.digest)]).toMatchObject([
        change,
        { outcome: 'no-effect', failure: { code: 'approval-void' }, retryable: false },
      ]);
      expect(await snapshot(stage.admin, 'wide')).toEqual(theirs);
    }
    expect(await overwrite((await conflictsOf(ran)).digest)).toMatchObject({ outcome: 'effect', skipped: 0 });
    expect(await snapshot(stage.admin, 'wide')).toEqual(before);
  });

  it('a later change of a row that matched but did not change is no conflict', async () => {
    const ran = await run(stage, "UPDATE t SET s = 'a'");
    await stage.admin.query("UPDATE t SET s = 'later' WHERE id = 1");
    expect(await conflictsOf(ran)).toMatchObject({ total: 0 });
    expect((await undo(stage, ran)).result).toMatchObject({ outcome: 'effect' });
    const [rows] = await stage.admin.query('SELECT s FROM t ORDER BY id');
    expect(rows).toEqual([{ s: 'later' }, { s: 'b' }, { s: 'c' }]);
  });

  it('a unique value that another row took since', async () => {
    const ran = await run(stage, 'DELETE FROM t WHERE id = 1');
    await stage.admin.query('INSERT INTO t (id, u) VALUES (9, 1)');
    expect(await conflictsOf(ran)).toMatchObject({ total: 1, conflicts: [{ kind: 'unique-taken' }] });
    for (const choice of ['stop', 'overwrite'] as const) {
      expect((await undo(stage, ran, choice)).result).toMatchObject({ failure: { code: 'conflicts' } });
    }
    expect((await undo(stage, ran, 'skip')).result).toMatchObject({ outcome: 'effect', skipped: 1 });
  });

  it.each(['', 'ON DELETE CASCADE'])('a child that others added to an inserted row (%s)', async (rule) => {
    await stage.admin.query(`CREATE TABLE c (id INT PRIMARY KEY, t INT, FOREIGN KEY (t) REFERENCES t (id) ${rule})`);
    const ran = await run(stage, 'INSERT INTO t (id) VALUES (8)');
    await stage.admin.query('INSERT INTO c VALUES (1, 8)');
    expect(await conflictsOf(ran)).toMatchObject({ total: 1, conflicts: [{ kind: 'child-added' }] });
    expect((await undo(stage, ran, 'overwrite')).result).toMatchObject({ failure: { code: 'conflicts' } });
    const [rows] = await stage.admin.query('SELECT * FROM c');
    expect(rows).toHaveLength(1);
  });

  it('a parent that is gone: the undo would leave an orphan', async () => {
    await stage.admin.query('CREATE TABLE c (id INT PRIMARY KEY, t INT, FOREIGN KEY (t) REFERENCES t (id))');
    await stage.admin.query('INSERT INTO c VALUES (1, 2)');
    const ran = await run(stage, 'DELETE FROM c');
    await stage.admin.query('DELETE FROM t WHERE id = 2');
    expect(await conflictsOf(ran)).toMatchObject({ total: 1, conflicts: [{ kind: 'parent-missing' }] });
    expect((await undo(stage, ran)).result).toMatchObject({ failure: { code: 'conflicts' } });
  });

  it('skipping a child never leaves it without its parent', async () => {
    await stage.admin.query('CREATE TABLE c (id INT PRIMARY KEY, t INT, n INT, FOREIGN KEY (t) REFERENCES t (id))');
    const ran = await run(stage, 'INSERT INTO t (id) VALUES (8); INSERT INTO c VALUES (1, 8, 0)');
    await stage.admin.query('UPDATE c SET n = 5');
    expect((await undo(stage, ran, 'skip')).result).toMatchObject({
      outcome: 'no-effect',
      failure: { code: 'conflicts' },
    });
    const [rows] = await stage.admin.query('SELECT t.id FROM t JOIN c ON c.t = t.id');
    expect(rows).toHaveLength(1);
  });

  it('overwriting never takes the row away that others put in place of a deleted one and gave children', async () => {
    await stage.admin.query('DELETE FROM t WHERE id > 1');
    await stage.admin.query('CREATE TABLE c (id INT PRIMARY KEY, pu INT, FOREIGN KEY (pu) REFERENCES t (u))');
    const ran = await run(stage, 'DELETE FROM t WHERE id = 1');
    await stage.admin.query('INSERT INTO t (id, u) VALUES (1, 77)');
    await stage.admin.query('INSERT INTO c VALUES (1, 77)');
    const before = await snapshot(stage.admin, 't');
    expect((await undo(stage, ran, 'overwrite')).result).toMatchObject({ failure: { code: 'conflicts' } });
    expect(await snapshot(stage.admin, 't')).toEqual(before);
  });

  it.each(['stop', 'overwrite'] as const)(
    'a row of others under a key that the change made and removed again stays (%s)',
    async (choice) => {
      const before = await snapshot(stage.admin, 't');
      const ran = await run(
        stage,
        "INSERT INTO t (id, s) VALUES (7, 'x'); UPDATE t SET s = 'y' WHERE id = 1; DELETE FROM t WHERE id = 7",
      );
      await stage.admin.query("INSERT INTO t (id, s) VALUES (7, 'theirs')");
      const undone = await undo(stage, ran, choice);
      expect(undone.result).toMatchObject({ outcome: 'effect', skipped: 0 });
      expect(await verifyUndone(stage, ran, undone.key)).toEqual({ verdict: 'verified' });
      const [kept] = await stage.admin.query("SELECT id FROM t WHERE id = 7 AND s = 'theirs'");
      expect(kept).toHaveLength(1);
      await stage.admin.query('DELETE FROM t WHERE id = 7');
      expect(await snapshot(stage.admin, 't')).toEqual(before);
    },
  );

  it('a row that had no parent before the change goes back without one', async () => {
    await stage.admin.query('CREATE TABLE c (id INT PRIMARY KEY, pid INT, n INT, FOREIGN KEY (pid) REFERENCES t (id))');
    await stage.admin.query('SET SESSION foreign_key_checks = 0');
    await stage.admin.query('INSERT INTO c VALUES (1, 99, 1)');
    await stage.admin.query('SET SESSION foreign_key_checks = 1');
    const before = await snapshot(stage.admin, 'c');
    const ran = await run(stage, 'UPDATE c SET n = 2');
    expect((await undo(stage, ran)).result).toMatchObject({ outcome: 'effect', skipped: 0 });
    expect(await snapshot(stage.admin, 'c')).toEqual(before);
  });

  it('images that were dropped', async () => {
    const ran = await run(stage, 'DELETE FROM t WHERE id = 1');
    const { dropImages } = await import('./drop-images.js');
    await dropImages(stage.target, ran.key, ran.plan);
    expect((await undo(stage, ran)).result).toMatchObject({ outcome: 'no-effect', failure: { code: 'images-gone' } });
    await expect(conflictsOf(ran)).rejects.toMatchObject({ failure: { code: 'images-gone' } });
  });
});
