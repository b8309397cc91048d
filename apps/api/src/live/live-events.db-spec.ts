import { testServers } from '@sluice/testing';
import { DataSource } from 'typeorm';
import { Transactions } from '../database/transactions.js';
import type { PortalClient } from '../testing/portal-client.js';
import { startTestPortal, type TestPortal } from '../testing/test-portal.js';
import { LiveEvents } from './live-events.js';

interface Received {
  readonly id: string;
  readonly event: string;
  readonly data: { subjectId?: number; version?: number };
}

/** Reads server-sent events as a browser does. */
class Listener {
  readonly received: Received[] = [];
  ended = false;
  private readonly stop = new AbortController();

  static async open(client: PortalClient, lastEventId?: string): Promise<Listener> {
    const listener = new Listener();
    const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
    const response = await client.request('GET', '/events', undefined, headers, listener.stop.signal);
    if (response.status !== 200) throw new Error(`no stream: ${response.status}`);
    void listener.read(response).catch(() => undefined);
    await until(() => listener.received.length > 0);
    return listener;
  }

  get versions(): (number | undefined)[] {
    return this.received.filter(({ event }) => event === 'message').map(({ data }) => data.version);
  }

  close(): void {
    this.stop.abort();
  }

  private async read(response: Response): Promise<void> {
    let text = '';
    try {
      for await (const chunk of response.body ?? []) {
        text += Buffer.from(chunk as Uint8Array).toString();
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) this.take(block);
      }
    } finally {
      this.ended = true;
    }
  }

  private take(block: string): void {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
    const data = field('data');
    if (data === undefined) return;
    this.received.push({
      id: field('id') ?? '',
      event: field('event') ?? 'message',
      data: JSON.parse(data) as Received['data'],
    });
  }
}

async function until(condition: () => boolean, ms = 3_000): Promise<void> {
  for (const end = Date.now() + ms; !condition();) {
    if (Date.now() > end) throw new Error('did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const settle = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe.each(testServers())('live events on $name', (server) => {
  describe.each([
    ['nudged by Valkey', {}, 700],
    ['polled, Valkey being down', { redisUrl: 'redis://127.0.0.1:1' }, 2_500],
  ])('%s', (_name, change, ms) => {
    let portal: TestPortal;
    let shop: number;
    let promo: number;
    const listeners: Listener[] = [];
    const listen = async (client: PortalClient, lastEventId?: string) => {
      const listener = await Listener.open(client, lastEventId);
      listeners.push(listener);
      return listener;
    };
    const record = (teamId: number, version: number) =>
      portal.app
        .get(Transactions, { strict: false })
        .run((manager) =>
          portal.app
            .get(LiveEvents, { strict: false })
            .record(manager, { subject: 'change-request', subjectId: 7, version, teamId }),
        );

    beforeAll(async () => {
      portal = await startTestPortal(server, change);
      shop = await portal.team('shop');
      promo = await portal.team('promo');
      await portal.account('jiwoo', { role: 'developer', teamId: shop });
      await portal.account('sora', { role: 'auditor', teamId: null });
      await portal.account('nobody');
    }, 60_000);

    afterEach(() => {
      for (const listener of listeners.splice(0)) listener.close();
    });

    afterAll(() => portal.close());

    it('reach those who may see them, with ids and versions only', async () => {
      const jiwoo = await listen(await portal.signedIn('jiwoo'));
      const sora = await listen(await portal.signedIn('sora'));
      const nobody = await listen(await portal.signedIn('nobody'));
      await record(shop, 1);
      await record(promo, 2);
      await record(shop, 3);
      await until(() => jiwoo.versions.length === 2 && sora.versions.length === 3, ms);
      expect(jiwoo.versions).toEqual([1, 3]);
      expect(sora.versions).toEqual([1, 2, 3]);
      expect(nobody.versions).toEqual([]);
      expect(Object.keys(sora.received.at(-1)?.data ?? {}).sort()).toEqual(['id', 'subject', 'subjectId', 'version']);
    });

    it('are not for those who are not signed in', async () => {
      expect((await portal.visitor().get('/events')).status).toBe(401);
    });

    it('are sent when the act commits, never when it does not', async () => {
      const sora = await listen(await portal.signedIn('sora'));
      const aborted = portal.app.get(Transactions, { strict: false }).run(async (manager) => {
        await portal.app
          .get(LiveEvents, { strict: false })
          .record(manager, { subject: 'change-request', subjectId: 7, version: 99, teamId: shop });
        throw new Error('aborted');
      });
      await expect(aborted).rejects.toThrow('aborted');
      await record(shop, 4);
      await until(() => sora.versions.length === 1, ms);
      expect(sora.versions).toEqual([4]);
    });

    it('come also when a lower id commits after a higher one', async () => {
      const sora = await listen(await portal.signedIn('sora'));
      const slow = portal.app.get(DataSource).createQueryRunner();
      await slow.startTransaction();
      await slow.query(
        "INSERT INTO live_event (recorded_at, subject, subject_id, version, team_id) VALUES (UTC_TIMESTAMP(6), 'change-request', 7, 50, ?)",
        [shop],
      );
      await record(shop, 51);
      await until(() => sora.versions.length === 1, ms);
      await slow.commitTransaction();
      await slow.release();
      await until(() => sora.versions.length === 2);
      expect(sora.versions).toEqual([51, 50]);
    });

    it('go on where the stream broke', async () => {
      const client = await portal.signedIn('sora');
      const before = await listen(client);
      await record(shop, 60);
      await until(() => before.versions.includes(60), ms);
      const { id } = before.received.at(-1) ?? { id: '' };
      before.close();
      await record(shop, 61);
      await record(shop, 62);
      const after = await listen(client, id);
      await record(shop, 63);
      await until(() => after.versions.includes(63), ms);
      expect(after.versions).toEqual(expect.arrayContaining([61, 62, 63]));
      expect(after.versions).not.toContain(60);
    });

    it('tell a page that was away too long to ask for everything', async () => {
      const listener = await listen(await portal.signedIn('sora'), '999999');
      await until(() => listener.received.some(({ event }) => event === 'reset'));
    });

    it('stop when the role is taken, and the stream ends with the session', async () => {
      const id = await portal.account(`leaving-${ms}`, { role: 'developer', teamId: shop });
      const client = await portal.signedIn(`leaving-${ms}`);
      const listener = await listen(client);
      await record(shop, 70);
      await until(() => listener.versions.includes(70), ms);
      await portal.admin.query('DELETE FROM role_grant WHERE account_id = ?', [id]);
      await settle(1_100);
      await record(shop, 71);
      await settle(1_500);
      expect(listener.versions).not.toContain(71);
      await client.post('/auth/sign-out');
      await until(() => listener.ended, 8_000);
    }, 20_000);
  });
});
