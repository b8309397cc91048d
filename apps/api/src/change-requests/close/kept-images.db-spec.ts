// The look at what is kept on a target: its space is told, orphans go, and whatever may still be needed stays.
import { randomBytes } from 'node:crypto';
import type { ClusterView, TargetDatabaseView } from '@sluice/contracts';
import { testServers } from '@sluice/testing';
import type { RowDataPacket } from 'mysql2/promise';
import { startChangeStory, type ChangeStory } from '../../testing/change-story.js';
import { KeptImagesService } from './kept-images.service.js';

jest.setTimeout(60_000);

describe.each(testServers())('kept images on $name', (server) => {
  let story: ChangeStory;

  beforeAll(async () => {
    story = await startChangeStory(server);
  }, 60_000);

  afterAll(() => story.close());

  const look = () => story.worker.module.get(KeptImagesService).look(story.shop.clusterId);

  async function tablesOf(key: string): Promise<number> {
    const [rows] = await story.shop.admin.query<RowDataPacket[]>(
      "SELECT COUNT(*) AS n FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'sluice' AND TABLE_NAME LIKE ?",
      [`%\\_${key}\\_%`],
    );
    return Number(rows[0]?.n);
  }

  async function markerKey(id: number): Promise<string> {
    const [rows] = await story.portal.admin.query<RowDataPacket[]>(
      'SELECT marker_key AS k FROM execution WHERE change_request_id = ?',
      [id],
    );
    return String(rows[0]?.k);
  }

  /** Image tables under a name, two hours old; they are the tests' own, whatever else is on the server. */
  async function oldTables(key: string): Promise<void> {
    await story.shop.admin.query('SET SESSION timestamp = UNIX_TIMESTAMP() - 7200');
    for (const kind of ['before', 'after']) {
      await story.shop.admin.query(
        `CREATE TABLE IF NOT EXISTS sluice.${kind}_${key}_1 (a INT PRIMARY KEY) ENGINE=InnoDB`,
      );
    }
    await story.shop.admin.query('SET SESSION timestamp = DEFAULT');
  }

  /** As if the run had been two hours ago. */
  async function age(key: string): Promise<void> {
    await story.shop.admin.query(`DROP TABLE sluice.before_${key}_1, sluice.after_${key}_1`);
    await oldTables(key);
  }

  it('tells the space by request, target database and cluster', async () => {
    const { id, imagesBytes } = await story.done("UPDATE item SET note = 'space' WHERE id > 0");
    expect(imagesBytes).toBeNull();
    await look();
    expect((await story.view(id)).imagesBytes).toBeGreaterThanOrEqual(32_768);
    const databases = await story.dba.get<{ items: TargetDatabaseView[] }>('/target-databases');
    expect(databases.body.items[0]?.imagesBytes).toBeGreaterThanOrEqual(32_768);
    await story.worker.module.get(KeptImagesService).round();
    const clusters = await story.dba.get<{ items: ClusterView[] }>('/clusters');
    expect(clusters.body.items[0]?.images?.bytes).toBeGreaterThanOrEqual(32_768);
    // Gone with the images.
    await story.shop.admin.query(
      `DROP TABLE sluice.before_${await markerKey(id)}_1, sluice.after_${await markerKey(id)}_1`,
    );
    await look();
    expect((await story.view(id)).imagesBytes).toBeNull();
  });

  it('drops what a run left that failed, once it is old, and what was over while the target was down', async () => {
    const failed = await story.done("UPDATE item SET note = 'never' WHERE id = 1", { expectedRows: 9 });
    expect(failed.status).toBe('failed');
    const [failedKey, done] = [
      await markerKey(failed.id),
      await story.done("UPDATE item SET note = 'old' WHERE id = 1"),
    ];
    expect(await tablesOf(failedKey)).toBe(2);
    await look();
    expect(await tablesOf(failedKey)).toBe(2);
    await age(failedKey);
    const key = await markerKey(done.id);
    await age(key);
    await look();
    expect([await tablesOf(failedKey), await tablesOf(key)]).toEqual([0, 2]);
    await story.portal.admin.query('UPDATE change_request SET images_until = NULL WHERE id = ?', [done.id]);
    await look();
    expect(await tablesOf(key)).toBe(0);
  });

  it.each(['pending', 'running', 'outcome-unknown', 'continuing', 'half-run'])(
    'leaves those of a run that is %s',
    async (status) => {
      const { id } = await story.done("UPDATE item SET note = 'going on' WHERE id = 2");
      const key = await markerKey(id);
      await age(key);
      await story.portal.admin.query('UPDATE change_request SET images_until = NULL WHERE id = ?', [id]);
      await story.portal.admin.query('UPDATE execution SET status = ? WHERE change_request_id = ?', [status, id]);
      await look();
      expect(await tablesOf(key)).toBe(2);
      await story.portal.admin.query("UPDATE execution SET status = 'verified' WHERE change_request_id = ?", [id]);
      await look();
      expect(await tablesOf(key)).toBe(0);
    },
  );

  it('leaves those of another portal, and drops those behind a tombstone', async () => {
    const [theirs, fenced] = [randomBytes(16).toString('hex'), randomBytes(16).toString('hex')];
    await oldTables(theirs);
    await oldTables(fenced);
    await story.shop.admin.query("INSERT INTO sluice.marker VALUES (?, 0, 'fenced', '', NULL, 0, NOW(6))", [fenced]);
    await look();
    expect([await tablesOf(theirs), await tablesOf(fenced)]).toEqual([2, 0]);
    const { body } = await story.dba.get<{ items: ClusterView[] }>('/clusters');
    expect(body.items[0]?.images?.unknown).toBeGreaterThanOrEqual(32_768);
    await story.shop.admin.query(`DROP TABLE sluice.before_${theirs}_1, sluice.after_${theirs}_1`);
  });

  it('keeps images as long as the environment says', async () => {
    const admin = await story.portal
      .account('root', { role: 'admin', teamId: null })
      .then(() => story.portal.signedIn('root'));
    const environments = await admin.get<{ items: { id: number; imagesKeptDays: number }[] }>('/environments');
    const [environment] = environments.body.items;
    expect(environment?.imagesKeptDays).toBe(7);
    const set = (who: typeof admin, imagesKeptDays: number) =>
      who.send('PUT', `/environments/${environment?.id}/images-kept`, { imagesKeptDays });
    expect((await set(story.dba, 3)).status).toBe(403);
    expect((await set(admin, 0)).status).toBe(422);
    const before = await story.planned("UPDATE item SET note = 'before' WHERE id = 1");
    expect((await set(admin, 3)).status).toBe(204);
    const after = await story.done("UPDATE item SET note = 'after' WHERE id = 1");
    const days = (at: string | null) => (Date.parse(at ?? '') - Date.now()) / 86_400_000;
    expect(days(after.imagesUntil)).toBeCloseTo(3, 1);
    // What was filed before keeps what it was promised.
    await story.decide(story.dba, before);
    await story.worker.advance(before.id);
    expect(days((await story.view(before.id)).imagesUntil)).toBeCloseTo(7, 1);
  });
});
