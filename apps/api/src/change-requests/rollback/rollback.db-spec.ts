// No silent overwrite: a rollback meets rows that someone changed since, shows them, and does with them only what was chosen.
import type { Conflicts, RequestView } from '@sluice/contracts';
import { zstdDecompressSync } from 'node:zlib';
import { hasMysqlClient, runMysqlClient, testServers } from '@sluice/testing';
import type { RowDataPacket } from 'mysql2/promise';
import { startChangeStory, type ChangeStory } from '../../testing/change-story.js';

describe.each(testServers())('rolling back on $name', (server) => {
  let story: ChangeStory;

  beforeAll(async () => {
    story = await startChangeStory(server);
  }, 60_000);

  afterAll(() => story.close());

  const notes = async () => (await story.shop.rows('item')).map((row) => row[4]);

  /** Sets all notes to `written`, then someone else changes the second one. */
  async function conflicted(written: string): Promise<RequestView> {
    await story.shop.admin.query("UPDATE item SET note = CONCAT('before ', id)");
    const closed = await story.done(`UPDATE item SET note = '${written}' WHERE id > 0`);
    await story.shop.admin.query("UPDATE item SET note = 'by someone' WHERE id = 2");
    return closed;
  }

  async function rolledBack(id: number, onConflict: 'stop' | 'skip' | 'overwrite'): Promise<RequestView> {
    const { body } = await story.rollBack(story.developer, id, { onConflict });
    await story.worker.advance(body.id);
    return story.view(body.id);
  }

  it('shows the conflict row by row', async () => {
    const { id } = await conflicted('w1');
    const { body } = await story.developer.get<Conflicts>(`/change-requests/${id}/conflicts`);
    expect(body).toMatchObject({
      total: 1,
      conflicts: [{ kind: 'changed', shard: 'only', statement: 1, table: { table: 'item' } }],
    });
    const [conflict] = body.conflicts;
    const at = conflict?.columns.indexOf('note') ?? -1;
    expect([conflict?.before?.[at], conflict?.written?.[at], conflict?.now?.[at]]).toEqual([
      'before 2',
      'w1',
      'by someone',
    ]);
  });

  it('stops: nothing is put back, the original stays as it was', async () => {
    const { id } = await conflicted('w2');
    const rollback = await rolledBack(id, 'stop');
    expect(rollback).toMatchObject({
      status: 'failed',
      executions: [{ failure: { code: 'conflicts', params: { rows: 1 } } }],
    });
    expect(await notes()).toEqual(['w2', 'by someone', 'w2']);
    expect(await story.view(id)).toMatchObject({ status: 'closed', allowed: { rollback: true } });
  });

  it('skips: the others are put back', async () => {
    const { id } = await conflicted('w3');
    const rollback = await rolledBack(id, 'skip');
    expect(rollback).toMatchObject({
      ...{ status: 'closed', executions: [{ skipped: 1 }], rows: { rows: 2, atLeast: false } },
      revision: { preview: { statements: [{ table: { table: 'item' }, matched: { rows: 2 } }] } },
    });
    const [shown] = rollback.revision.preview?.statements ?? [];
    const at = shown?.columns.findIndex(({ name }) => name === 'note') ?? -1;
    expect(shown?.rows.map(({ before, after }) => [before?.[at]?.text, after?.[at]?.text])).toEqual([
      ['w3', 'before 1'],
      ['w3', 'before 3'],
    ]);
    expect(await notes()).toEqual(['before 1', 'by someone', 'before 3']);
  });

  it('overwrites only after someone else agreed to exactly these conflicts', async () => {
    const { id } = await conflicted('w4');
    const rollback = await rolledBack(id, 'overwrite');
    expect(rollback).toMatchObject({ status: 'planned', approvals: [] });
    expect(await notes()).toEqual(['w4', 'by someone', 'w4']);
    expect((await story.decide(story.developer, rollback)).status).toBe(403);

    // Another row changes after the approval: that one nobody has seen.
    await story.decide(story.dba, rollback);
    await story.shop.admin.query("UPDATE item SET note = 'later' WHERE id = 3");
    await story.worker.advance(rollback.id);
    const renewed = await story.view(rollback.id);
    expect(renewed).toMatchObject({ status: 'planned', revision: { number: 2 }, approvals: [{ valid: false }] });
    expect(await notes()).toEqual(['w4', 'by someone', 'later']);

    expect((await story.decide(story.dba, renewed)).body.status).toBe('approved');
    await story.worker.advance(rollback.id);
    expect((await story.view(rollback.id)).status).toBe('closed');
    expect(await notes()).toEqual(['before 1', 'before 2', 'before 3']);
  });

  it('answers a second click with the rollback that is under way', async () => {
    const { id } = await story.done("UPDATE item SET note = 'twice' WHERE id = 1");
    const clicks = await Promise.all([story.rollBack(story.developer, id), story.rollBack(story.approver, id)]);
    expect(new Set(clicks.map(({ body }) => body.id)).size).toBe(1);
    await story.worker.advance(clicks[0]?.body.id ?? 0);
    const again = await story.rollBack(story.developer, id);
    expect([again.status, again.body]).toMatchObject([409, { code: 'rollback-not-possible' }]);
  });

  it('gives a script to whoever reads it, and lets go of the target when the reader goes away', async () => {
    await story.shop.admin.query('CREATE TABLE wide (id INT NOT NULL PRIMARY KEY, a TEXT NOT NULL) ENGINE=InnoDB');
    await story.shop.admin.query(
      `INSERT INTO wide WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
       SELECT i, REPEAT('x', 20000) FROM n`,
    );
    const { id } = await story.done("UPDATE wide SET a = 'short' WHERE id > 0");
    const connections = async () => {
      const [rows] = await story.shop.admin.query<RowDataPacket[]>(
        'SELECT COUNT(*) AS open FROM information_schema.processlist WHERE user = ?',
        [story.shop.accounts.executor],
      );
      return Number(rows[0]?.open);
    };
    const reading = new AbortController();
    const answer = await story.developer.request(
      'GET',
      `/change-requests/${id}/rollback-script`,
      undefined,
      {},
      reading.signal,
    );
    await answer.body?.getReader().read();
    expect(await connections()).toBe(1);
    reading.abort();
    for (let wait = 0; wait < 50 && (await connections()) > 0; wait += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(await connections()).toBe(0);
    expect((await story.timeline(id)).map(({ action }) => action)).toContain('change.script-read');
  }, 60_000);

  it('gives a long script compressed, and plain to who asks for that', async () => {
    await story.shop.admin.query("UPDATE wide SET a = REPEAT('y', 20000)");
    const before = await story.shop.rows('wide');
    const { id } = await story.done('DELETE FROM wide WHERE id <= 400');
    const answer = (query: string) =>
      story.developer.request('GET', `/change-requests/${id}/rollback-script?download=1${query}`);
    const [packed, plain] = [await answer(''), await answer('&form=sql')];
    expect(
      [packed, plain].map(({ headers }) => [headers.get('content-type'), headers.get('content-disposition')]),
    ).toEqual([
      ['application/zstd', `attachment; filename="sluice-rollback-${id}.sql.zst"`],
      ['application/sql; charset=utf-8', `attachment; filename="sluice-rollback-${id}.sql"`],
    ]);
    expect([packed, plain].map(({ headers }) => headers.get('content-encoding'))).toEqual([null, null]);
    const script = await plain.text();
    expect(zstdDecompressSync(await packed.arrayBuffer()).toString()).toBe(script);
    if (hasMysqlClient()) {
      expect(await story.shop.rows('wide')).not.toEqual(before);
      const { output } = await runMysqlClient(server, script, ['--max-allowed-packet=64M']);
      expect(output).toContain('Everything is put back.');
      expect(await story.shop.rows('wide')).toEqual(before);
    }
    const short = await story.done("UPDATE item SET note = 'short' WHERE id = 1");
    const file = await story.developer.request('GET', `/change-requests/${short.id}/rollback-script?download=1`);
    expect(file.headers.get('content-disposition')).toBe(`attachment; filename="sluice-rollback-${short.id}.sql"`);
    expect(await file.text()).toContain('Exact for every column.');
  }, 60_000);

  it('is not there for people of another team', async () => {
    const { id, revision } = await story.planned("UPDATE item SET note = 'ours' WHERE id = 1");
    const teamId = await story.portal.team('strangers');
    await story.portal.account('stranger', { role: 'dba', teamId });
    const stranger = await story.portal.signedIn('stranger');
    const decision = { revisionId: revision.id, contentHash: revision.contentHash, decision: 'approve' };
    const draft = { statements: 'SELECT 1', reason: 'curious' };
    const calls = [
      ['POST', `/change-requests/${id}/decisions`, decision],
      ['POST', `/change-requests/${id}/revisions`, draft],
      ['POST', `/change-requests/${id}/cancel`, undefined],
      ['POST', `/change-requests/${id}/verify`, undefined],
      ['POST', `/change-requests/${id}/rollbacks`, {}],
      ['POST', '/change-requests', { ...draft, targetDatabaseId: story.shop.targetId }],
      ['POST', '/change-requests/analysis', { statements: 'SELECT 1', targetDatabaseId: story.shop.targetId }],
      ['GET', `/change-requests/${id}`, undefined],
      ['GET', `/change-requests/${id}/revisions/1`, undefined],
      ['GET', `/change-requests/${id}/timeline`, undefined],
      ['GET', `/change-requests/${id}/conflicts`, undefined],
      ['GET', `/change-requests/${id}/rollback-script`, undefined],
    ] as const;
    for (const [method, path, body] of calls) {
      const { status } = await stranger.send(method, path, body);
      expect([method, path, status]).toEqual([method, path, 404]);
    }
    expect(await story.view(id)).toMatchObject({ status: 'planned', approvals: [], executions: [] });
  });

  it('is not for a developer who did not ask for the change', async () => {
    const { id } = await story.done("UPDATE item SET note = 'mine' WHERE id = 1");
    await story.portal.account('hana', { role: 'developer', teamId: story.teamId });
    const answer = await story.rollBack(await story.portal.signedIn('hana'), id);
    expect([answer.status, answer.body]).toMatchObject([403, { code: 'not-allowed' }]);
  });

  it('has nothing to put back for what has no plan or did not run', async () => {
    const none = await story.done('UPDATE keyless k JOIN item i ON i.id = k.a SET k.a = k.a + 1 WHERE k.a = 0');
    expect(none).toMatchObject({ status: 'closed', verdict: 'none', allowed: { rollback: false }, imagesUntil: null });
    expect((await story.rollBack(story.developer, none.id)).body).toMatchObject({ code: 'rollback-not-possible' });
    const planned = await story.planned('UPDATE item SET stock = 1 WHERE id = 1');
    expect((await story.rollBack(story.developer, planned.id)).body).toMatchObject({ code: 'rollback-not-possible' });
  });

  it('shows a failed verification until another try finds all well', async () => {
    const approved = await story.approved("UPDATE item SET note = 'checked' WHERE id = 3");
    // Between run and verification one byte flips.
    const { VerifyService } = await import('../verify/verify.service.js');
    const verify = story.worker.module.get(VerifyService);
    const original = verify.work.bind(verify);
    jest.spyOn(verify, 'work').mockImplementationOnce(async (execution) => {
      await story.shop.admin.query("UPDATE item SET note = 'checkee' WHERE id = 3");
      return original(execution);
    });
    await story.worker.advance(approved.id);
    const failed = await story.view(approved.id);
    expect(failed).toMatchObject({
      ...{ status: 'executed', allowed: { verifyAgain: true, rollback: true } },
      executions: [{ status: 'verification-failed', failure: { code: 'images-differ' } }],
    });
    await story.worker.advance(approved.id);
    expect((await story.view(approved.id)).executions).toMatchObject([{ status: 'verification-failed' }]);

    await story.shop.admin.query("UPDATE item SET note = 'checked' WHERE id = 3");
    expect((await story.developer.post(`/change-requests/${approved.id}/verify`)).status).toBe(204);
    expect((await story.timeline(approved.id)).at(-1)).toMatchObject({
      ...{ action: 'change.verification-requested', actor: { login: 'jiwoo' } },
    });
    await story.worker.advance(approved.id);
    expect(await story.view(approved.id)).toMatchObject({ status: 'closed', executions: [{ failure: null }] });
  });

  it('ends with the images: after their time they are dropped, and the page says so', async () => {
    const { id, imagesUntil } = await story.done("UPDATE item SET note = 'kept' WHERE id = 3");
    expect(Date.parse(imagesUntil ?? '') - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
    const { PurgeImagesService } = await import('../close/purge-images.service.js');
    const purge = story.worker.module.get(PurgeImagesService);
    await purge.round();
    expect((await story.view(id)).imagesUntil).toBe(imagesUntil);
    await story.portal.admin.query(
      'UPDATE change_request SET images_until = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND WHERE id = ?',
      [id],
    );
    await purge.round();
    expect(await story.view(id)).toMatchObject({ imagesUntil: null, allowed: { rollback: false } });
    expect((await story.rollBack(story.developer, id)).body).toMatchObject({ code: 'rollback-not-possible' });
  });
});
