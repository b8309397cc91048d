// What was approved is what runs, by someone else than who asked, and exactly once however often it is clicked.
import type { RequestView } from '@sluice/contracts';
import { testServers } from '@sluice/testing';
import { startChangeStory, type ChangeStory } from '../../testing/change-story.js';

describe.each(testServers())('approving on $name', (server) => {
  let story: ChangeStory;
  const change = 'UPDATE item SET stock = stock + 1 WHERE id = 1';
  // Without a primary key there is no exact undo, so a DBA must agree.
  const undoneByNobody = 'UPDATE keyless k JOIN item i ON i.id = k.a SET k.a = k.a + 1 WHERE k.a = 0';

  beforeAll(async () => {
    story = await startChangeStory(server);
  }, 60_000);

  afterAll(() => story.close());

  const stock = async () => (await story.shop.rows('item'))[0]?.[3];

  it('refuses one’s own request, also to a DBA', async () => {
    const filed = await story.dba.post<RequestView>('/change-requests', {
      ...{ targetDatabaseId: story.shop.targetId, statements: change, reason: 'mine' },
    });
    await story.worker.advance(filed.body.id);
    const planned = await story.view(filed.body.id);
    const answer = await story.decide(story.dba, planned);
    expect([answer.status, answer.body]).toMatchObject([403, { code: 'own-request' }]);
    expect((await story.view(planned.id)).status).toBe('planned');
  });

  it('refuses a role that is not asked', async () => {
    await story.portal.account('hana', { role: 'developer', teamId: story.teamId });
    const planned = await story.planned(change);
    const answer = await story.decide(await story.portal.signedIn('hana'), planned);
    expect([answer.status, answer.body]).toMatchObject([403, { code: 'not-allowed' }]);
  });

  it('asks a DBA too where much harm could be done, and counts a first approval', async () => {
    const planned = await story.planned(undoneByNobody);
    expect(planned).toMatchObject({
      verdict: 'none',
      risk: 'high',
      requirements: [{ roles: ['approver', 'dba'] }, { roles: ['dba'] }],
    });
    const first = await story.decide(story.approver, planned);
    expect(first.body.status).toBe('planned');
    expect(first.body.requirements.map((each) => each.satisfiedBy?.login)).toEqual(['minho', undefined]);
    expect(first.body.allowed.approve).toBe(false);
    expect((await story.decide(story.dba, planned)).body.status).toBe('approved');
  });

  it('counts a double click once and runs once', async () => {
    const before = Number(await stock());
    const planned = await story.planned(change);
    const clicks = await Promise.all([1, 2, 3].map(() => story.decide(story.dba, planned)));
    expect(clicks.map(({ status }) => status)).toEqual([200, 200, 200]);
    await story.worker.advance(planned.id);
    const closed = await story.view(planned.id);
    expect(closed).toMatchObject({ status: 'closed', executions: [{ attempts: [{ number: 1 }] }] });
    expect(closed.executions).toHaveLength(1);
    expect(Number(await stock())).toBe(before + 1);
    const approvals = (await story.timeline(planned.id)).filter(({ action }) => action === 'change.approved');
    expect(approvals).toHaveLength(1);
  });

  it('voids approvals by an edit, and refuses the hash of the text before', async () => {
    const planned = await story.planned(undoneByNobody);
    await story.decide(story.approver, planned);
    const edit = { statements: `${undoneByNobody} OR a = 1`, reason: 'two' };
    const edited = await story.developer.post<RequestView>(`/change-requests/${planned.id}/revisions`, edit);
    expect(edited.body).toMatchObject({ status: 'submitted', revision: { number: 2, contentHash: null } });
    expect(edited.body.approvals).toMatchObject([{ valid: false }]);
    await story.worker.advance(planned.id);
    const stale = await story.decide(story.dba, planned);
    expect([stale.status, stale.body]).toMatchObject([409, { code: 'approval-stale' }]);
    const again = await story.view(planned.id);
    expect(again.requirements.map(({ satisfiedBy }) => satisfiedBy)).toEqual([null, null]);
    expect(again.revision.contentHash).not.toBe(planned.revision.contentHash);

    // Both are still there to read and compare, for those who may read the request.
    const revision = (number: number, who = story.approver) =>
      who.get(`/change-requests/${planned.id}/revisions/${number}`);
    expect((await revision(1)).body).toEqual(planned.revision);
    expect((await revision(2)).body).toEqual(again.revision);
    expect((await revision(3)).status).toBe(404);
    await story.portal.account('stranger', { role: 'developer', teamId: await story.portal.team('elsewhere') });
    expect((await revision(1, await story.portal.signedIn('stranger'))).status).toBe(404);
  });

  it('lets an approved one that has not begun be edited or cancelled, and then never runs it', async () => {
    const before = await story.shop.rows('item');
    const approved = await story.approved(change);
    const cancelled = await story.developer.post(`/change-requests/${approved.id}/cancel`);
    expect(cancelled.status).toBe(204);
    await story.worker.advance(approved.id);
    expect(await story.view(approved.id)).toMatchObject({
      status: 'cancelled',
      executions: [{ status: 'failed', failure: { code: 'approval-void' }, attempts: [] }],
    });
    expect(await story.shop.rows('item')).toEqual(before);
  });

  it('ends a rejected one, which can still be edited', async () => {
    const planned = await story.planned(change);
    const rejected = await story.decide(story.approver, planned, 'reject');
    expect(rejected.body.status).toBe('rejected');
    const late = await story.decide(story.dba, planned);
    expect([late.status, late.body]).toMatchObject([409, { code: 'state-changed', params: { status: 'rejected' } }]);
    expect((await story.view(planned.id)).allowed).toMatchObject({ revise: true, cancel: false });
  });

  it('voids the approval when the table changed since, and starts over', async () => {
    const before = await story.shop.rows('keyed');
    const approved = await story.approved("UPDATE keyed SET a = 'changed' WHERE id = 1");
    await story.shop.admin.query('ALTER TABLE keyed ADD COLUMN since INT NULL');
    await story.worker.advance(approved.id);
    const renewed = await story.view(approved.id);
    expect(renewed).toMatchObject({ status: 'planned', revision: { number: 2 }, executions: [] });
    expect(renewed.revision.contentHash).not.toBe(approved.revision.contentHash);
    expect(renewed.approvals).toMatchObject([{ valid: false }]);
    expect((await story.timeline(approved.id)).map(({ action, params }) => [action, params.cause])).toContainEqual([
      'change.approval-voided',
      'drift',
    ]);
    await story.shop.admin.query('ALTER TABLE keyed DROP COLUMN since');
    expect(await story.shop.rows('keyed')).toEqual(before);
  });

  it('does not run what was altered behind the approval, in the portal’s own tables', async () => {
    const before = await story.shop.rows('item');
    const approved = await story.approved(change);
    await story.portal.admin.query('UPDATE revision SET expected_rows = 3 WHERE id = ?', [approved.revision.id]);
    await story.worker.advance(approved.id);
    expect(await story.view(approved.id)).toMatchObject({ status: 'planned', revision: { number: 2 } });
    expect(await story.shop.rows('item')).toEqual(before);
  });

  it('offers nobody what a finding blocks, or what cannot run exactly once', async () => {
    for (const statements of [
      'UPDATE no_such_table SET a = 1 WHERE id = 1',
      'UPDATE old_style SET a = 1 WHERE id = 1',
      'CREATE VIEW v AS SELECT 1',
    ]) {
      const planned = await story.planned(statements);
      expect(planned).toMatchObject({ status: 'planned', approvable: null, verdict: 'none' });
      const answer = await story.decide(story.dba, planned);
      expect([answer.status, answer.body]).toMatchObject([409, { code: 'state-changed' }]);
    }
  });
});
