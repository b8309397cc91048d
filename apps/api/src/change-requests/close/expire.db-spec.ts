import { testServers } from '@sluice/testing';
import { startChangeStory, type ChangeStory } from '../../testing/change-story.js';
import { ExpireService } from './expire.service.js';

describe.each(testServers())('expiry on $name', (server) => {
  let story: ChangeStory;

  beforeAll(async () => {
    story = await startChangeStory(server);
  }, 60_000);

  afterAll(() => story.close());

  it('ends what nobody decided about for a month, and an approval that never ran; the text can be filed again', async () => {
    const change = 'UPDATE item SET stock = 1 WHERE id = 1';
    const [old, approved, fresh] = [
      await story.planned(change),
      await story.approved(change),
      await story.planned(change),
    ];
    const closed = await story.done(change);
    await story.portal.admin.query(
      'UPDATE change_request SET updated_at = UTC_TIMESTAMP(6) - INTERVAL 31 DAY WHERE id <> ?',
      [fresh.id],
    );
    await story.worker.module.get(ExpireService).round();
    const statuses = await Promise.all(
      [old, approved, fresh, closed].map(async ({ id }) => (await story.view(id)).status),
    );
    expect(statuses).toEqual(['expired', 'expired', 'planned', 'closed']);

    await story.worker.advance(approved.id);
    expect(await story.view(approved.id)).toMatchObject({
      status: 'expired',
      executions: [{ status: 'failed', attempts: [] }],
    });
    expect((await story.view(old.id)).allowed).toMatchObject({ approve: false, revise: true });
    expect((await story.timeline(old.id)).at(-1)).toMatchObject({ action: 'change.expired', actor: null });
  });
});
