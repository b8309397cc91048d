// The order of one transaction, as it goes over the wire. Each is named after what it forbids.
import { split, sqlMode } from '@sluice/sql';
import { testServers } from '@sluice/testing';
import { makeTables } from '../../test-support/comes-back.js';
import { openProxy } from '../../test-support/cutting-proxy.js';
import { analyse, closeStage, hash, newKey, openStage, type Stage } from '../../test-support/story.js';
import type { MarkerKey } from '../../types.js';
import { undoChange } from '../../undo/undo-change.js';
import { runChange } from '../run-change.js';

const joined = 'UPDATE t JOIN r USING (g) SET t.n = r.n  /* as filed */ WHERE r.g > 0';
const single = 'DELETE FROM t WHERE n = 30 ORDER BY statement_no, id LIMIT 1';

describe.each(testServers())('the order of one transaction on $name', (server) => {
  let stage: Stage;
  let forward: readonly string[] = [];
  let back: readonly string[] = [];

  beforeAll(async () => {
    stage = await openStage(server);
    await makeTables(stage, [
      'CREATE TABLE t (id INT PRIMARY KEY, g INT, n INT, statement_no INT, hid INT INVISIBLE, v INT AS (n + 1) STORED)',
      'CREATE TABLE r (g INT PRIMARY KEY, n INT)',
      'INSERT INTO t (id, g, n, statement_no) VALUES (1,1,1,3),(2,1,30,2),(3,2,30,1)',
      'INSERT INTO r VALUES (1,10),(2,20)',
    ]);
    const { plan } = await analyse(stage.target, `${joined}; ${single}`);
    expect(plan.verdict).toBe('exact');
    const key = newKey();
    stage.ran.push({ key, plan });
    const checks = [{ sql: 'SELECT 1', expected: [['1']] }];
    const order = { contentHash: hash(''), plan };
    forward = await recorded((target) => runChange(target, { ...order, key, checks, expectedRows: null }));
    back = await recorded((target) => undoChange(target, { ...order, key: newKey(), undoes: key, onConflict: 'stop' }));
  });
  afterAll(() => closeStage(stage));

  async function recorded(work: (target: Stage['target']) => Promise<{ outcome: string }>): Promise<readonly string[]> {
    const proxy = await openProxy(stage.target, undefined);
    try {
      expect(await work(proxy.target)).toMatchObject({ outcome: 'effect' });
      return proxy.texts();
    } finally {
      await proxy.close();
    }
  }

  const at = (texts: readonly string[], form: RegExp): number => texts.findIndex((text) => form.test(text));
  const last = (texts: readonly string[], form: RegExp): number => texts.findLastIndex((text) => form.test(text));
  const marker = /^INSERT INTO `sluice`\.`marker`/;
  const keys = /FOR UPDATE OF `t`$/;
  const before = /^INSERT INTO `sluice`\.`before_/;
  const compared = /information_schema\.(TRIGGERS|triggers)/;

  it('two statements in one packet', () => {
    for (const text of [...forward, ...back])
      expect([text, split(text, sqlMode('', '9.0.0')).statements.length]).toEqual([text, 1]);
  });

  it('image tables made inside the transaction, which would commit it', () => {
    expect(at(forward, /^CREATE TABLE/)).toBeGreaterThan(-1);
    expect(last(forward, /^CREATE TABLE/)).toBeLessThan(at(forward, /^BEGIN$/));
    const inside = forward.slice(at(forward, /^BEGIN$/));
    expect(inside.filter((text) => /^(CREATE|DROP) TABLE|^ALTER|^TRUNCATE/.test(text))).toEqual([]);
  });

  it('anything before the marker', () => {
    expect(forward[at(forward, /^BEGIN$/) + 1]).toMatch(marker);
    expect(back[at(back, /^BEGIN$/) + 1]).toMatch(marker);
  });

  it('a plain read of a table before the schema is compared: it would open a read view', () => {
    const early = forward.slice(at(forward, marker) + 1, at(forward, compared));
    const reads = early.filter((text) => /\bSELECT\b/.test(text) && /\b(t|r)\b/.test(text));
    expect(reads.length).toBeGreaterThan(2);
    expect(reads.filter((text) => !/FOR (UPDATE|SHARE)( OF `?\w+`?)?$/.test(text))).toEqual([]);
  });

  it('a capture after the comparison of the schema, or a change before it', () => {
    expect(at(forward, keys)).toBeLessThan(at(forward, before));
    expect(at(forward, before)).toBeLessThan(at(forward, compared));
    expect(at(forward, compared)).toBeLessThan(forward.indexOf(joined));
  });

  it('locks on tables that are only read', () => {
    const capture = forward.find((text) => keys.test(text));
    expect(capture).toContain('FROM t JOIN r USING (g)\nWHERE r.g > 0');
  });

  it('another text than the one that was filed', () => {
    const writes = forward.filter((text) => /^(UPDATE|DELETE|INSERT|REPLACE)/.test(text));
    expect(writes.filter((text) => !text.includes('`sluice`.'))).toEqual([joined, single]);
  });

  it('a capture column with an alias, which an ORDER BY would bind to', () => {
    const captures = forward.filter((text) => keys.test(text));
    expect(captures).toHaveLength(2);
    for (const text of captures) expect(text).not.toMatch(/SELECT .* AS [\s\S]*\nFROM/);
    expect(captures[1]).toContain('ORDER BY statement_no, id LIMIT 1');
  });

  it('keys captured in our settings, or rows in the user’s', () => {
    const settingsAt = (index: number): string =>
      forward.slice(0, index).findLast((text) => /sql_mode/.test(text)) ?? '';
    expect(settingsAt(at(forward, keys))).toContain('collation_connection');
    expect(settingsAt(at(forward, before))).toMatch(
      /'ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION'.*time_zone = '\+00:00'/,
    );
    expect(settingsAt(forward.indexOf(joined))).toContain('collation_connection');
  });

  it('columns by a star, which leaves the invisible ones out', () => {
    expect(forward.find((text) => before.test(text))).toContain('t.`hid`, t.`v`');
    for (const text of [...forward, ...back]) expect(text).not.toMatch(/SELECT (\w+\.)?\* /);
  });

  it('images after COMMIT, or a COMMIT before the marker says what was done', () => {
    const [done, commit] = [last(forward, /^UPDATE `sluice`\.`marker`/), last(forward, /^COMMIT$/)];
    expect(last(forward, /^INSERT INTO `sluice`\.`after_/)).toBeLessThan(done);
    expect(at(forward, /^SELECT 1$/)).toBeLessThan(done);
    expect([done + 1, commit + 1]).toEqual([commit, forward.length]);
  });

  it('an undo in the user’s settings', () => {
    const settings = back[at(back, /NO_AUTO_VALUE_ON_ZERO/)] ?? '';
    expect(settings).toMatch(/time_zone = '\+00:00'.*foreign_key_checks = 0/);
    expect(at(back, /NO_AUTO_VALUE_ON_ZERO/)).toBeLessThan(at(back, /^DELETE t /));
  });

  it('an undo that writes before it locked and looked for conflicts, or inserts before it deleted', () => {
    const lock = at(back, /^SELECT COUNT\(\*\) FROM .*FOR UPDATE OF t$/s);
    const conflicts = last(back, /SET u\.conflict = /);
    const [deletes, inserts] = [at(back, /^DELETE t /), at(back, /^INSERT INTO `sluice_test_\w+`\.`t`/)];
    expect(lock).toBeGreaterThan(-1);
    expect([lock, conflicts, deletes, inserts]).toEqual([lock, conflicts, deletes, inserts].toSorted((a, b) => a - b));
    expect(back[deletes]).toContain('u.conflict IS NULL');
    expect(back[inserts]).toContain('u.conflict IS NULL');
  });

  it('an undo that commits without comparing, generated columns too', () => {
    const compare = last(back, /^SELECT COUNT\(\*\) FROM [\s\S]* <=> (CAST\()?t\.`v`/);
    expect(compare).toBeGreaterThan(at(back, /^INSERT INTO `sluice_test_\w+`\.`t`/));
    expect(compare).toBeLessThan(last(back, /^COMMIT$/));
  });

  it('is kept by a second run as well: the same marker key stops it', async () => {
    const [{ key, plan }] = stage.ran as [{ key: MarkerKey; plan: Stage['ran'][number]['plan'] }];
    const again = await runChange(stage.target, { key, contentHash: '', plan, checks: [], expectedRows: null });
    expect(again).toMatchObject({ outcome: 'unknown', failure: { code: 'marker-exists' } });
  });
});
