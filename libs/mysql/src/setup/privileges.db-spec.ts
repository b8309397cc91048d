// The printed GRANTs are enough, and each one that is missing is found and named.
import type { CredentialPurpose } from '@sluice/contracts';
import { openAdmin, testServers } from '@sluice/testing';
import type { Connection } from 'mysql2/promise';
import { analyse, closeStage, openStage, run, undo, type Stage } from '../test-support/story.js';
import { findConflicts } from '../undo/find-conflicts.js';
import type { Target } from '../types.js';
import { checkPrivileges } from './check-privileges.js';
import { requiredGrants } from './required-grants.js';
import { ensureSluiceSchema } from './sluice-schema.js';

jest.setTimeout(30_000);

describe.each(testServers())('privileges on $name', (server) => {
  let stage: Stage;
  let admin: Connection;
  const accounts: string[] = [];
  beforeAll(async () => {
    stage = await openStage(server);
    admin = await openAdmin(server);
    await ensureSluiceSchema(stage.target);
    await stage.admin.query('CREATE TABLE t (id INT PRIMARY KEY, n INT)');
    await stage.admin.query('INSERT INTO t VALUES (1, 1)');
  });
  afterAll(async () => {
    for (const account of accounts) await admin.query(`DROP USER IF EXISTS ${account}`);
    await admin.end();
    await closeStage(stage);
  });

  async function account(purpose: CredentialPurpose, leaveOut?: number): Promise<Target> {
    const user = `${stage.scratch.name.slice(-20)}_${String(accounts.length)}`;
    accounts.push(`'${user}'@'%'`);
    await admin.query(`CREATE USER '${user}'@'%' IDENTIFIED BY 'Secret-1'`);
    const grants = requiredGrants(purpose, { user, host: '%' }, [stage.scratch.name], 'mysql');
    for (const [i, grant] of grants.entries()) if (i !== leaveOut) await admin.query(grant);
    return { ...stage.target, user, password: 'Secret-1', tls: { mode: 'required', ca: null } };
  }

  it.each(['reader', 'executor', 'grantor'] as const)('the printed grants are enough: %s', async (purpose) => {
    const results = await checkPrivileges(await account(purpose), purpose, [stage.scratch.name]);
    expect(results.filter(({ ok }) => !ok)).toEqual([]);
    expect(results.length).toBeGreaterThan(5);
  });

  it.each([
    ['reader', 1, ['sees-sessions', 'sees-all-schemas', 'sees-triggers']],
    ['reader', 2, ['previews']],
    ['executor', 1, ['sees-sessions', 'sees-all-schemas', 'sees-triggers']],
    ['executor', 2, ['keeps-images', 'keeps-keys']],
    ['executor', 3, ['writes-schema']],
    ['grantor', 1, ['sees-accounts']],
    ['grantor', 2, ['keeps-states']],
    ['grantor', 3, ['rehearses-access']],
    ['grantor', 4, ['gives-access']],
  ] as const)(
    '%s without grant %d is told what is missing, with the grant that mends it',
    async (purpose, leaveOut, codes) => {
      const target = await account(purpose, leaveOut);
      const results = await checkPrivileges(target, purpose, [stage.scratch.name]);
      const missing = results.filter(({ ok }) => !ok);
      for (const code of codes) expect(missing.map((m) => m.code.split(':')[0])).toContain(code);
      const remedy = missing.find((m) => m.code.split(':')[0] === codes[0])?.remedy;
      for (const sql of String(remedy).split(/(?<=;) /)) await admin.query(sql);
      const after = await checkPrivileges(target, purpose, [stage.scratch.name]);
      expect(after.filter(({ ok }) => !ok)).toEqual([]);
    },
  );

  it('a wrong password and a closed port are results, not exceptions', async () => {
    expect(await checkPrivileges({ ...stage.target, password: 'x' }, 'reader', [])).toMatchObject([
      { code: 'connect', ok: false },
    ]);
    expect(await checkPrivileges({ ...stage.target, port: 1 }, 'reader', [])).toMatchObject([
      { code: 'connect', ok: false },
    ]);
  });

  it('the executor’s grants carry a whole change and its undo', async () => {
    const target = await account('executor');
    const asExecutor = { ...stage, target };
    const ran = await run(
      asExecutor,
      'UPDATE t SET n = n + 1; INSERT INTO t VALUES (2, 2); DELETE FROM t WHERE id = 2',
    );
    expect({ reasons: ran.plan.reasons, result: ran.result }).toMatchObject({
      reasons: [],
      result: { outcome: 'effect' },
    });
    expect(await findConflicts(target, { ...ran, cap: 1 })).toMatchObject({ total: 0 });
    expect((await undo(asExecutor, ran)).result).toMatchObject({ outcome: 'effect' });
  });

  it('an account that cannot see everything gets no promise', async () => {
    const target = await account('executor', 1);
    await admin.query(`GRANT SELECT ON \`${stage.scratch.name}\`.* TO ${accounts.at(-1) ?? ''}`);
    const { plan } = await analyse(target, 'UPDATE t SET n = n + 1');
    expect(plan).toMatchObject({
      verdict: 'none',
      reasons: [{ code: 'privilege-missing', params: { privilege: 'PROCESS' } }],
    });
  });
});
