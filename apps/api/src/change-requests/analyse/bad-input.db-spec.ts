// Bad input, and targets that do not answer: each a clear code, and nothing is lost.
import type { Finding, RequestView } from '@sluice/contracts';
import { testServers } from '@sluice/testing';
import { startChangeStory, type ChangeStory } from '../../testing/change-story.js';

describe.each(testServers())('bad input on $name', (server) => {
  let story: ChangeStory;

  beforeAll(async () => {
    story = await startChangeStory(server);
  }, 60_000);

  afterAll(() => story.close());

  it.each([
    ['', 'empty-text'],
    ['-- nothing to do', 'only-comments'],
    ["UPDATE item SET note = 'open", 'unterminated-string'],
    ['UPDATE item SET note = 1 /* open', 'unterminated-comment'],
    ['UPDATE item SET note = \0 WHERE id = 1', 'nul-byte'],
  ])('refuses %j when it is filed', async (statements, code) => {
    const answer = await story.file(statements);
    expect([answer.status, answer.body]).toMatchObject([
      422,
      { code: 'invalid', issues: [{ path: 'statements', code, params: {} }] },
    ]);
  });

  it('refuses an edit alike, and keeps the revision before', async () => {
    const planned = await story.planned('UPDATE item SET stock = 1 WHERE id = 1');
    const answer = await story.developer.post(`/change-requests/${planned.id}/revisions`, {
      statements: '--',
      reason: 'x',
    });
    expect(answer.status).toBe(422);
    expect(await story.view(planned.id)).toMatchObject({ status: 'planned', revision: { number: 1 } });
  });

  it.each([
    ['no table', 'UPDATE nowhere SET a = 1 WHERE id = 1', 'unknown-table'],
    ['no column', 'UPDATE item SET nothing = 1 WHERE id = 1', 'unknown-column'],
    ['no SQL', 'UPDATE item SET WHERE', 'syntax-error'],
  ])('says at filing time: %s', async (_, statements, code) => {
    const planned = await story.planned(statements);
    expect(planned.status).toBe('planned');
    expect(planned.approvable).toBeNull();
    expect(planned.revision.findings.filter(({ severity }) => severity === 'block').map((each) => each.code)).toContain(
      code,
    );
  });

  it.each([
    ['no key in a join', 'UPDATE keyless k JOIN item i ON i.id = k.a SET k.a = 1 WHERE k.a = 2', 'no-primary-key'],
    ['MyISAM', 'UPDATE old_style SET a = 1 WHERE id = 1', 'not-innodb'],
    ['a view', 'UPDATE cheap SET stock = 1 WHERE id = 1', 'not-a-base-table'],
    ['a user variable', 'UPDATE item SET stock = @a WHERE id = 1', 'user-variable'],
  ])('says honestly that it cannot be undone: %s', async (_, statements, code) => {
    const planned = await story.planned(statements);
    expect(planned.verdict).toBe('none');
    const plan = planned.revision.plan;
    const reasons = [...(plan?.reasons ?? []), ...(plan?.statements.flatMap((each) => each.reasons) ?? [])];
    expect(reasons.map((reason) => reason.code)).toContain(code);
  });

  it('analyses a text for the editor without storing anything', async () => {
    const statements = 'UPDATE item SET price = price + 1 WHERE id = 2';
    const { status, body } = await story.developer.post<{ findings: Finding[]; plan: { verdict: string } }>(
      '/change-requests/analysis',
      { targetDatabaseId: story.shop.targetId, statements },
    );
    expect([status, body]).toMatchObject([
      200,
      { plan: { verdict: 'exact' }, preview: { statements: [{ statement: 1 }] } },
    ]);
    const open = await story.developer.post('/change-requests/analysis', {
      ...{ targetDatabaseId: story.shop.targetId, statements: "UPDATE item SET note = 'op" },
    });
    expect([open.status, open.body]).toMatchObject([200, { plan: null, findings: [{ code: 'unterminated-string' }] }]);
  });

  it('keeps a request whose target refuses the password, says so, and goes on once it is right', async () => {
    await story.shop.setPassword('reader', 'wrong password');
    try {
      const filed = await story.file('UPDATE item SET stock = 2 WHERE id = 1');
      expect(filed.status).toBe(201);
      await story.worker.advance(filed.body.id);
      const waiting = await story.view(filed.body.id);
      expect(waiting).toMatchObject({
        status: 'submitted',
        revision: { findings: [{ code: 'target-says', severity: 'warn', params: { errno: 1045 } }] },
      });
      const dry = await story.developer.post('/change-requests/analysis', {
        ...{ targetDatabaseId: story.shop.targetId, statements: 'DELETE FROM item WHERE id = 1' },
      });
      expect([dry.status, dry.body]).toMatchObject([502, { code: 'target-unavailable' }]);

      await story.shop.setPassword('reader', '');
      await story.portal.admin.query('UPDATE change_request SET next_try_at = NULL WHERE id = ?', [filed.body.id]);
      await story.worker.advance(filed.body.id);
      expect(await story.view(filed.body.id)).toMatchObject({ status: 'planned', verdict: 'exact' });
    } finally {
      await story.shop.setPassword('reader', '');
    }
  });

  it('tries a target that is down again, and runs once it is back', async () => {
    const approved = await story.approved('UPDATE item SET stock = 3 WHERE id = 1');
    const move = (port: string) => story.portal.admin.query(`UPDATE cluster_instance SET port = ${port}`);
    const { port } = new URL(server.adminUrl);
    await move('1');
    await story.worker.advance(approved.id);
    expect(await story.view(approved.id)).toMatchObject({
      status: 'approved',
      executions: [
        { status: 'pending', failure: { code: 'target-unreachable' }, attempts: [{ outcome: 'no-effect' }] },
      ],
    });
    await move(port || '3306');
    await story.portal.admin.query('UPDATE execution SET next_try_at = NULL');
    await story.worker.advance(approved.id);
    expect((await story.view(approved.id)).status).toBe('closed');
  });

  it('shows a stranger nothing', async () => {
    const { id } = await story.planned('UPDATE item SET stock = 2 WHERE id = 1');
    const team = await story.portal.team('others');
    await story.portal.account('stranger', { role: 'dba', teamId: team });
    const stranger = await story.portal.signedIn('stranger');
    for (const path of ['', '/timeline', '/conflicts', '/rollback-script']) {
      expect((await stranger.get(`/change-requests/${id}${path}`)).status).toBe(404);
    }
    expect((await stranger.get<{ items: RequestView[] }>('/change-requests')).body.items).toEqual([]);
    const filing = { targetDatabaseId: story.shop.targetId, statements: 'DELETE FROM item', reason: 'no' };
    expect((await stranger.post('/change-requests', filing)).status).toBe(404);
    expect((await stranger.post('/change-requests/analysis', filing)).status).toBe(404);
  });
});
