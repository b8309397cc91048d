// A change of access on the one path: filed, rehearsed, approved by one click, given, and taken back; with a real account signing in.
import { openAdmin, testServers } from '@sluice/testing';
import { createConnection, type Connection } from 'mysql2/promise';
import { startChangeStory, type ChangeStory } from '../testing/change-story.js';

describe.each(testServers())('access by request on $name', (server) => {
  let story: ChangeStory;
  let admin: Connection;
  let user: string;
  let role: string;
  const password = 'a password of the test';

  beforeAll(async () => {
    story = await startChangeStory(server);
    admin = await openAdmin(server);
    user = `jiwoo_${story.shop.schema.slice(-8)}`;
    role = `reader_${story.shop.schema.slice(-8)}`;
  }, 60_000);

  beforeEach(async () => {
    for (const name of [user, role]) await admin.query(`DROP USER IF EXISTS ${name}`);
    await admin.query(`CREATE USER ${user} IDENTIFIED BY '${password}'`);
    await admin.query(`CREATE ROLE ${role}`);
  });

  afterAll(async () => {
    for (const name of [user, role]) await admin.query(`DROP USER IF EXISTS ${name}`);
    await admin.end();
    await story.close();
  });

  const grants = async (): Promise<string[]> => {
    const [rows] = await admin.query({ sql: `SHOW GRANTS FOR ${user}`, rowsAsArray: true });
    return (rows as unknown as string[][]).map(([grant]) => grant ?? '').sort();
  };

  /** As the person whose access it is. */
  async function asUser<T>(ask: (connection: Connection) => Promise<T>): Promise<T> {
    const { hostname, port } = new URL(server.adminUrl);
    const connection = await createConnection({ host: hostname, port: Number(port || 3306), user, password });
    try {
      return await ask(connection);
    } finally {
      await connection.end();
    }
  }
  const reads = () =>
    asUser((connection) => connection.query(`SELECT COUNT(*) FROM \`${story.shop.schema}\`.item`)).then(
      () => true,
      () => false,
    );

  it('gives what was approved and takes back exactly that', async () => {
    await admin.query(`GRANT UPDATE ON \`${story.shop.schema}\`.item TO ${user}`);
    const before = await grants();
    const planned = await story.planned(
      `GRANT SELECT, UPDATE ON item TO ${user};\nGRANT SELECT (id) ON keyed TO ${role};\nGRANT ${role} TO ${user};\nSET DEFAULT ROLE ${role} TO ${user};`,
    );
    expect(planned).toMatchObject({
      ...{ kind: 'acl', verdict: 'exact', status: 'planned' },
      revision: {
        findings: [],
        plan: { access: { differences: [{ account: { user } }, { account: { user: role } }] } },
      },
    });
    const [mine] = planned.revision.plan?.access?.differences ?? [];
    // UPDATE was held before: it is not given, so it will not be taken.
    expect(mine?.added).toMatchObject([{ privilege: 'SELECT' }, { type: 'role', role: { user: role } }]);
    expect(await reads()).toBe(false);

    expect((await story.decide(story.dba, planned)).body.status).toBe('approved');
    await story.worker.advance(planned.id);
    expect((await story.view(planned.id)).status).toBe('closed');
    expect(await reads()).toBe(true);

    const rollback = (await story.rollBack(story.developer, planned.id)).body;
    await story.worker.advance(rollback.id);
    expect((await story.view(rollback.id)).status).toBe('closed');
    expect((await story.view(planned.id)).status).toBe('rolled-back');
    expect(await grants()).toEqual(before);
    expect(await reads()).toBe(false);
  }, 60_000);

  it('makes a dropped account again with the password that it had, which the portal never saw', async () => {
    await admin.query(`GRANT SELECT ON \`${story.shop.schema.replaceAll('_', '\\_')}\`.* TO ${user}`);
    const [[secret]] = (await admin.query({
      sql: 'SELECT HEX(authentication_string) FROM mysql.user WHERE user = ?',
      values: [user],
      rowsAsArray: true,
    })) as unknown as [string[][]];
    const closed = await story.done(`DROP USER ${user}`);
    expect(closed.status).toBe('closed');
    expect(await reads()).toBe(false);
    expect(JSON.stringify(closed)).not.toContain(secret?.[0]);
    const rollback = (await story.rollBack(story.dba, closed.id)).body;
    await story.worker.advance(rollback.id);
    expect(await reads()).toBe(true);
  }, 60_000);

  it('does not run what its account could not take back: a pattern wider than its own', async () => {
    await admin.query(`GRANT SELECT ON \`${story.shop.schema}\`.* TO ${user}`);
    const planned = await story.planned(`DROP USER ${user}`);
    expect(planned.revision.plan).toMatchObject({
      ...{ verdict: 'none', runnable: false },
      reasons: [{ code: 'grantor-may-not-give', params: { what: `SELECT ON \`${story.shop.schema}\`.*` } }],
    });
    expect(planned.allowed.approve).toBe(false);
  });

  it('voids the approval when the account has changed since', async () => {
    const approved = await story.approved(`GRANT SELECT ON item TO ${user}`);
    await admin.query(`GRANT DELETE ON \`${story.shop.schema}\`.item TO ${user}`);
    await story.worker.advance(approved.id);
    const view = await story.view(approved.id);
    expect(view).toMatchObject({ status: 'planned', revision: { number: 2 } });
    expect(await reads()).toBe(false);
  }, 60_000);

  it('leaves what others did since: told first, skipped on demand', async () => {
    const closed = await story.done(`GRANT SELECT, INSERT ON item TO ${user}`);
    await admin.query(`REVOKE INSERT ON \`${story.shop.schema}\`.item FROM ${user}`);
    const stopped = (await story.rollBack(story.dba, closed.id, { onConflict: 'stop' })).body;
    await story.worker.advance(stopped.id);
    expect(await story.view(stopped.id)).toMatchObject({
      status: 'failed',
      executions: [{ failure: { code: 'conflicts' } }],
    });
    expect(await reads()).toBe(true);
    const skipped = (await story.rollBack(story.dba, closed.id, { onConflict: 'skip' })).body;
    await story.worker.advance(skipped.id);
    expect(await story.view(skipped.id)).toMatchObject({ status: 'closed', executions: [{ skipped: 1 }] });
    expect(await reads()).toBe(false);
  }, 60_000);

  it('warns an approver of what reaches far', async () => {
    const planned = await story.planned(`GRANT SELECT ON item TO ${user} WITH GRANT OPTION`);
    expect(planned.revision.findings).toMatchObject([{ code: 'access-passed-on', severity: 'warn' }]);
  });

  it.each([
    ["ALTER USER x IDENTIFIED BY 'open secret'", 'password-in-text'],
    ['CREATE USER x IDENTIFIED BY RANDOM PASSWORD', 'password-not-shown'],
    ['GRANT SELECT ON item TO CURRENT_USER()', 'access-names-current-user'],
    ['SET ROLE ALL', 'access-of-session-only'],
    ['GRANT SELECT ON item', 'access-not-understood'],
  ])('takes no text like %s', async (text, code) => {
    const answer = await story.file(text);
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid', issues: [{ code }] } });
    const [stored] = await story.portal.admin.query("SELECT 1 FROM revision WHERE statements LIKE '%open secret%'");
    expect(stored).toEqual([]);
    expect(JSON.stringify(story.portal.log)).not.toContain('open secret');
  });

  it('shows what the server says of a statement, at its place', async () => {
    const planned = await story.planned(`GRANT SELECT ON item TO ${user};\nGRANT SELECT ON nowhere TO ${user}`);
    expect(planned.revision).toMatchObject({
      plan: null,
      findings: [{ code: 'target-says', statement: 2, params: { errno: 1146 }, severity: 'block' }],
    });
    expect(planned.allowed.approve).toBe(false);
  });
});
