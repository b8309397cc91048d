// The main job, end to end: file, one click, done, and undone.
import { testServers } from '@sluice/testing';
import { startChangeStory, type ChangeStory } from '../testing/change-story.js';

describe.each(testServers())('a data change on $name', (server) => {
  let story: ChangeStory;

  beforeAll(async () => {
    story = await startChangeStory(server);
  }, 60_000);

  afterAll(() => story.close());

  it.each([
    ['an update', "UPDATE item SET price = price * 2, note = '새 값 🎁' WHERE id <= 2"],
    ['a delete', 'DELETE FROM item WHERE stock > 0'],
    ['an insert', "INSERT INTO item (id, name, price, stock) VALUES (10, '자', 1, 1), (11, 'pen', 2, 2)"],
    ['an insert by SET', "INSERT INTO item SET id = 12, name = 'brush', price = 1.25, stock = 7"],
    [
      'several statements',
      "INSERT INTO item (id, name, price, stock) VALUES (10, 'ink', 1, 1); UPDATE item SET stock = stock + 1 WHERE id > 0; DELETE FROM item WHERE id = 2;",
    ],
  ])('goes through and back: %s', async (_, statements) => {
    const before = await story.shop.rows('item');
    const planned = await story.planned(statements);
    expect(planned).toMatchObject({ status: 'planned', verdict: 'exact' });
    expect(planned.revision.findings.filter(({ severity }) => severity === 'block')).toEqual([]);
    expect(planned.revision.preview?.statements[0]?.rows.length).toBeGreaterThan(0);

    const answer = await story.decide(story.dba, planned);
    expect(answer.body.status).toBe('approved');
    await story.worker.advance(planned.id);
    const closed = await story.view(planned.id);
    expect(closed).toMatchObject({ status: 'closed', allowed: { rollback: true, revise: false, cancel: false } });
    expect(closed.executions).toMatchObject([{ status: 'verified', failure: null, attempts: [{ outcome: 'effect' }] }]);
    expect(await story.shop.rows('item')).not.toEqual(before);

    const rollback = await story.rollBack(story.developer, planned.id);
    expect(rollback.body).toMatchObject({ rollbackOf: planned.id, status: 'submitted' });
    await story.worker.advance(rollback.body.id);
    expect(await story.view(rollback.body.id)).toMatchObject({ status: 'closed' });
    expect(await story.view(planned.id)).toMatchObject({ status: 'rolled-back', allowed: { rollback: false } });
    expect(await story.shop.rows('item')).toEqual(before);
  });

  it('puts every step on record, in order', async () => {
    const { id } = await story.done('UPDATE item SET stock = 1 WHERE id = 3');
    const actions = (await story.timeline(id)).map(({ action, actor }) => `${action} ${actor?.login ?? '-'}`);
    expect(actions).toEqual([
      'change.submitted jiwoo',
      'change.analysed -',
      'change.planned -',
      'change.approved sora',
      'change.execution-started -',
      'change.executed -',
      'change.verified -',
      'change.closed -',
    ]);
    await story.rollBack(story.developer, id);
  });

  it('shows the conflict-free rollback as covered by the approval, and who gave it', async () => {
    const { id } = await story.done("UPDATE item SET note = 'x' WHERE id = 1");
    const rollback = await story.rollBack(story.approver, id);
    await story.worker.advance(rollback.body.id);
    const view = await story.view(rollback.body.id);
    expect(view.requirements.map(({ satisfiedBy }) => satisfiedBy?.login)).toEqual(['sora']);
    expect(view.approvals).toMatchObject([{ decision: 'approve', valid: true, person: { login: 'sora' } }]);
  });

  it('gives the script of the undo as text, and puts the reading on record', async () => {
    const { id } = await story.done("UPDATE item SET note = 'to be undone' WHERE id = 2");
    const script = await story.developer.get(`/change-requests/${id}/rollback-script?download=1`);
    expect(script.headers.get('content-disposition')).toBe(`attachment; filename="sluice-rollback-${id}.sql"`);
    expect(script.headers.get('content-type')).toContain('application/sql');
    expect(script.text).toContain('item');
    expect((await story.timeline(id)).at(-1)).toMatchObject({
      action: 'change.script-read',
      actor: { login: 'jiwoo' },
    });
  });
});
