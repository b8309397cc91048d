// Lists show what `can` allows and nothing else; the inbox is what waits for this person.
import type { Page, RequestRow } from '@sluice/contracts';
import { testServers } from '@sluice/testing';
import { startChangeStory, type ChangeStory } from '../../testing/change-story.js';
import type { PortalClient } from '../../testing/portal-client.js';

describe.each(testServers())('lists on $name', (server) => {
  let story: ChangeStory;

  beforeAll(async () => {
    story = await startChangeStory(server);
  }, 60_000);

  afterAll(() => story.close());

  const ids = async (who: PortalClient, query: string) => {
    const { body } = await who.get<Page<RequestRow>>(`/change-requests?${query}`);
    return body.items.map(({ id }) => id);
  };
  const inbox = (who: PortalClient) => ids(who, 'scope=inbox');
  const count = async (who: PortalClient) =>
    (await who.get<{ count: number }>('/change-requests/inbox-count')).body.count;

  it('puts into the inbox what waits for me, until I or someone else has decided', async () => {
    const one = await story.planned('UPDATE item SET stock = 1 WHERE id = 1');
    const two = await story.planned('UPDATE keyless k JOIN item i ON i.id = k.a SET k.a = k.a + 1 WHERE k.a = 0');
    expect(await inbox(story.approver)).toEqual([two.id, one.id]);
    expect(await inbox(story.dba)).toEqual([two.id, one.id]);
    expect(await inbox(story.developer)).toEqual([]);
    expect(await count(story.approver)).toBe(2);

    // The second one asks a DBA too: for the approver it is done.
    await story.decide(story.approver, two);
    expect([await inbox(story.approver), await inbox(story.dba)]).toEqual([[one.id], [two.id, one.id]]);
    await story.decide(story.dba, two);
    await story.decide(story.dba, one);
    expect([await count(story.approver), await count(story.dba)]).toEqual([0, 0]);
  });

  it('never puts one’s own request into the inbox', async () => {
    const filed = await story.dba.post<RequestRow>('/change-requests', {
      ...{ targetDatabaseId: story.shop.targetId, statements: 'UPDATE item SET stock = 1 WHERE id = 1', reason: 'own' },
    });
    await story.worker.advance(filed.body.id);
    expect(await inbox(story.dba)).not.toContain(filed.body.id);
    expect(await inbox(story.approver)).toContain(filed.body.id);
    expect(await ids(story.dba, 'scope=mine')).toEqual([filed.body.id]);
  });

  it('pages by key, newest first, without doubles when something is filed in between', async () => {
    const filed: number[] = [];
    for (let each = 0; each < 5; each += 1)
      filed.unshift((await story.file(`DELETE FROM keyed WHERE id = ${each}`)).body.id);
    const first = (await story.developer.get<Page<RequestRow>>('/change-requests?limit=2')).body;
    await story.file('DELETE FROM keyed WHERE id = 99');
    const second = (await story.developer.get<Page<RequestRow>>(`/change-requests?limit=2&cursor=${first.nextCursor}`))
      .body;
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(filed.slice(0, 4));
    expect((await story.developer.get('/change-requests?cursor=nonsense')).status).toBe(400);
  });

  it('finds by number, headline, people and target, and takes a wildcard for a letter', async () => {
    const { body } = await story.file("UPDATE item SET note = '100%_sure' WHERE id = 1");
    expect(await ids(story.developer, `text=%23${body.id}`)).toEqual([body.id]);
    expect(await ids(story.developer, 'text=100%25_sure')).toEqual([body.id]);
    expect(await ids(story.developer, 'text=1%25sure')).toEqual([]);
    expect((await ids(story.developer, 'text=jiwoo')).length).toBeGreaterThan(1);
    expect(await ids(story.developer, 'status=planned&text=100%25_sure')).toEqual([]);
  });

  it('answers a repeat of a filing with the request that it made', async () => {
    const filing = {
      targetDatabaseId: story.shop.targetId,
      statements: 'DELETE FROM keyed WHERE id = 7',
      reason: 'once',
    };
    const key = { 'idempotency-key': 'b6a1d0f4-test-once' };
    const first = await story.developer.post<RequestRow>('/change-requests', filing, key);
    const again = await story.developer.post<RequestRow>('/change-requests', filing, key);
    expect([first.status, again.body.id]).toEqual([201, first.body.id]);
  });
});
