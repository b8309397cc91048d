// The people and machines of a change request's story, for database tests: a portal, a target, a worker, a developer who asks and
// an approver and a DBA who agree. People act over HTTP, as in a browser.
import type { FileChange, RequestRollback, RequestView, TimelineEntry } from '@sluice/contracts';
import type { TestServer } from '@sluice/testing';
import type { Answer, PortalClient } from './portal-client.js';
import { startTestPortal, type TestPortal } from './test-portal.js';
import { createTestShop, type TestShop } from './test-shop.js';
import { startTestWorker, type TestWorker } from './test-worker.js';

export interface ChangeStory {
  readonly portal: TestPortal;
  readonly shop: TestShop;
  readonly worker: TestWorker;
  readonly developer: PortalClient;
  readonly approver: PortalClient;
  readonly dba: PortalClient;
  readonly teamId: number;
  file(statements: string, more?: Partial<FileChange>): Promise<Answer<RequestView>>;
  /** Filed, analysed and planned. */
  planned(statements: string, more?: Partial<FileChange>): Promise<RequestView>;
  decide(who: PortalClient, request: RequestView, decision?: 'approve' | 'reject'): Promise<Answer<RequestView>>;
  /** Planned and approved by the DBA; not started. */
  approved(statements: string, more?: Partial<FileChange>): Promise<RequestView>;
  /** Approved and taken as far as it goes. */
  done(statements: string, more?: Partial<FileChange>): Promise<RequestView>;
  rollBack(who: PortalClient, id: number, how?: Partial<RequestRollback>): Promise<Answer<RequestView>>;
  view(id: number): Promise<RequestView>;
  timeline(id: number): Promise<TimelineEntry[]>;
  close(): Promise<void>;
}

export async function startChangeStory(
  server: TestServer,
  options: { readonly running?: boolean } = {},
): Promise<ChangeStory> {
  const portal = await startTestPortal(server);
  const teamId = await portal.team('shop');
  await portal.account('jiwoo', { role: 'developer', teamId });
  await portal.account('minho', { role: 'approver', teamId });
  await portal.account('sora', { role: 'dba', teamId });
  const shop = await createTestShop(server, portal, teamId);
  const worker = await startTestWorker(portal, options.running);
  const [developer, approver, dba] = await Promise.all(
    (['jiwoo', 'minho', 'sora'] as const).map((login) => portal.signedIn(login)),
  );
  if (developer === undefined || approver === undefined || dba === undefined) throw new Error('someone is missing');

  const view = async (id: number) => (await developer.get<RequestView>(`/change-requests/${id}`)).body;
  const file: ChangeStory['file'] = (statements, more = {}) =>
    developer.post('/change-requests', { targetDatabaseId: shop.targetId, statements, reason: 'a test', ...more });
  const decide: ChangeStory['decide'] = (who, request, decision = 'approve') =>
    who.post(`/change-requests/${request.id}/decisions`, {
      revisionId: request.revision.id,
      contentHash: request.revision.contentHash,
      decision,
    });
  const planned: ChangeStory['planned'] = async (statements, more) => {
    const answer = await file(statements, more);
    if (answer.status !== 201) throw new Error(`not filed: ${answer.text}`);
    await worker.advance(answer.body.id);
    return view(answer.body.id);
  };
  const approved: ChangeStory['approved'] = async (statements, more) => {
    const answer = await decide(dba, await planned(statements, more));
    if (answer.body.status !== 'approved') throw new Error(`not approved: ${answer.text}`);
    return answer.body;
  };
  return {
    ...{ portal, shop, worker, developer, approver, dba, teamId, file, planned, decide, approved, view },
    async done(statements, more) {
      const { id } = await approved(statements, more);
      await worker.advance(id);
      return view(id);
    },
    rollBack: (who, id, how = {}) => who.post(`/change-requests/${id}/rollbacks`, how),
    async timeline(id) {
      return (await developer.get<{ items: TimelineEntry[] }>(`/change-requests/${id}/timeline`)).body.items;
    },
    async close() {
      await worker.close();
      await shop.close();
      await portal.close();
    },
  };
}
