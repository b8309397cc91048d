// How far an analysis reaches: the schema of the target database that one may file on, and all its shards or none.
import type { Analysis } from '@sluice/contracts';
import { testServers } from '@sluice/testing';
import { RegisterTargets } from '../../targets/register-targets.js';
import { startChangeStory, type ChangeStory } from '../../testing/change-story.js';

describe.each(testServers())('an analysis on $name', (server) => {
  let story: ChangeStory;
  let other: string;

  beforeAll(async () => {
    story = await startChangeStory(server);
    other = `${story.shop.schema}_other`;
    await story.shop.admin.query(`CREATE DATABASE \`${other}\``);
    await story.shop.admin.query(`CREATE TABLE \`${other}\`.secret (id INT PRIMARY KEY, word VARCHAR(20))`);
    await story.shop.admin.query(`INSERT INTO \`${other}\`.secret VALUES (1, 'for nobody else')`);
  }, 60_000);

  afterAll(async () => {
    await story.shop.admin.query(`DROP DATABASE \`${other}\``);
    await story.close();
  });

  it.each([
    ['UPDATE item SET note = (SELECT word FROM `%`.secret WHERE id = 1) WHERE id = 1'],
    ['UPDATE item SET note = (SELECT s.word FROM (SELECT word FROM `%`.secret) s LIMIT 1) WHERE id = 1'],
    ['UPDATE item i JOIN `%`.secret s ON s.id = i.id SET i.note = s.word'],
    ['UPDATE item SET stock = 1 WHERE EXISTS (SELECT 1 FROM `%`.secret WHERE word LIKE "for%")'],
    ['DELETE FROM `%`.secret WHERE id = 1'],
    ["INSERT INTO item VALUES (9, (SELECT word FROM `%`.secret), 1, 1, '')"],
    ['WITH s AS (SELECT word FROM `%`.secret) UPDATE item SET note = (SELECT word FROM s) WHERE id = 1'],
    ['UPDATE item SET note = (SELECT GROUP_CONCAT(user) FROM mysql.user) WHERE id = 1'],
    ['UPDATE item SET note = (SELECT GROUP_CONCAT(schema_name) FROM information_schema.schemata) WHERE id = 1'],
  ])('shows nothing of another schema: %s', async (text) => {
    const statements = text.replaceAll('%', other).replace(`"for${other}"`, '"for%"');
    const { status, body } = await story.developer.post<Analysis>('/change-requests/analysis', {
      targetDatabaseId: story.shop.targetId,
      statements,
    });
    expect(status).toBe(200);
    expect(body.plan).toMatchObject({ verdict: 'none', runnable: false });
    expect(body.preview?.statements).toMatchObject([{ rows: [], matched: null }]);
    expect(JSON.stringify(body.preview)).not.toContain('for nobody else');
  });

  it('of several shards says that it cannot be run yet', async () => {
    const register = story.portal.app.get(RegisterTargets);
    const actor = { accountId: 1, login: '', name: '', grants: [] };
    const { hostname, port } = new URL(server.adminUrl);
    const [{ environmentId }] = (
      await story.portal.admin.query('SELECT environment_id AS environmentId FROM cluster LIMIT 1')
    )[0] as [{ environmentId: number }];
    const clusterId = await register.cluster(actor, {
      ...{ name: 'of shards', dialect: 'mysql', environmentId, teamId: story.teamId },
      writer: { host: hostname, port: Number(port || 3306) },
    });
    const { username, password } = new URL(server.adminUrl);
    for (const purpose of ['reader', 'executor'] as const) {
      const account = { username: decodeURIComponent(username), password: decodeURIComponent(password) };
      await register.credential(actor, clusterId, { purpose, ...account });
    }
    const targetDatabaseId = await register.targetDatabase(actor, {
      ...{ name: 'sharded', teamId: story.teamId, environmentId },
      shards: [story.shop.schema, other].map((schema) => ({ name: schema, clusterId, schema })),
    });
    const filed = await story.file('UPDATE item SET stock = 1 WHERE id = 1', { targetDatabaseId });
    await story.worker.advance(filed.body.id);
    const request = await story.view(filed.body.id);
    expect(request).toMatchObject({
      ...{ status: 'planned', verdict: 'none', approvable: null },
      revision: { plan: { runnable: false, reasons: [{ code: 'several-shards', params: { shards: 2 } }] } },
    });
    expect((await story.decide(story.dba, request)).status).toBe(409);
  });
});
