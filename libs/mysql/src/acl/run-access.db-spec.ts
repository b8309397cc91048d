// Access given, taken back, ended and led back from half way, on real accounts; random changes too.
import type { AccountName, AccountState } from '@sluice/contracts';
import { maskSignIns, readAccess, sameStates, type AccessStatement } from '@sluice/acl';
import { split, sqlMode } from '@sluice/sql';
import { testServers } from '@sluice/testing';
import { openSession, type Session } from '../connect/session.js';
import { closeStage, newKey, openStage, type Stage } from '../test-support/story.js';
import { readAccessStates, readAccessWithRoles } from './read-access-states.js';
import { rehearseAccess } from './rehearse-access.js';
import { fingerprintOf, runAccess, type AccessOrder } from './run-access.js';
import { settleAccess } from './settle-access.js';
import { targetObjects } from './target-objects.js';
import { undoAccess } from './undo-access.js';
import { verifyAccess, verifyAccessUndone } from './verify-access.js';

describe.each(testServers())('access on $name', (server) => {
  let stage: Stage;
  let session: Session;
  let accounts: Record<'u' | 'v' | 'r' | 's', AccountName>;

  beforeAll(async () => {
    stage = await openStage(server);
    session = await openSession(stage.target);
    const tail = stage.scratch.name.slice(-8);
    const name = (short: string) => ({ user: `${short}_${tail}`, host: '%' });
    accounts = { u: name('u'), v: name('v'), r: name('r'), s: name('s') };
    await stage.admin.query('CREATE TABLE t (id INT PRIMARY KEY, a INT)');
  });

  beforeEach(async () => {
    for (const { user } of Object.values(accounts)) await stage.admin.query(`DROP USER IF EXISTS ${user}`);
    await stage.admin.query(`CREATE USER ${accounts.u.user} IDENTIFIED BY 'held'`);
    await stage.admin.query(`CREATE ROLE ${accounts.r.user}`);
    await stage.admin.query(`GRANT SELECT ON \`${stage.scratch.name}\`.* TO ${accounts.u.user}`);
  });

  afterAll(async () => {
    for (const { user } of Object.values(accounts)) await stage.admin.query(`DROP USER IF EXISTS ${user}`);
    await session.close();
    await closeStage(stage);
  });

  const named = (text: string) =>
    text.replace(/\b[uvrs]\b(?=@|,| |$)/g, (short) => accounts[short as 'u' | 'v' | 'r' | 's'].user);

  const read = (text: string): AccessStatement => {
    const [statement] = split(text, sqlMode('', '9.7.4')).statements;
    const result = statement && readAccess(statement);
    if (!result?.ok) throw new Error(text);
    return result.access;
  };

  const now = (): Promise<AccountState[]> => readAccessStates(session, Object.values(accounts));

  async function planned(texts: readonly string[]): Promise<AccessOrder> {
    const statements = texts.map((text) => read(named(text)));
    const states = await readAccessWithRoles(
      session,
      statements.flatMap((statement) => statement.accounts),
    );
    const before = maskSignIns(states, fingerprintOf);
    const rehearsal = await rehearseAccess(session, {
      prefix: `zr${stage.scratch.name.slice(-8)}`,
      schema: stage.scratch.name,
      sqlMode: '',
      statements,
      before,
      objects: targetObjects(session),
    });
    if (!rehearsal.ok) throw new Error(JSON.stringify(rehearsal));
    expect(rehearsal.undone).toBe(true);
    const order = {
      key: newKey(),
      contentHash: 'h',
      sqlMode: '',
      statements: texts.map(named),
      before,
      steps: rehearsal.steps,
    };
    return order;
  }

  const change = [
    'GRANT SELECT, INSERT ON * TO u',
    'GRANT r TO u',
    'SET DEFAULT ROLE r TO u',
    "CREATE USER v IDENTIFIED BY 'x' REQUIRE SSL",
    "ALTER USER u IDENTIFIED BY 'new'",
    'GRANT r TO v WITH ADMIN OPTION',
  ];

  it('gives, and takes back exactly that; what was held before stays', async () => {
    const before = await now();
    const order = await planned(change);
    expect(await runAccess(stage.target, order)).toMatchObject({ outcome: 'effect' });
    expect(sameStates(await now(), before)).toBe(false);
    // Delivered twice, it is done once.
    expect(await runAccess(stage.target, order)).toMatchObject({ outcome: 'effect' });
    const undone = await undoAccess(stage.target, { undoes: order.key, what: 'everything', onConflict: 'stop' });
    expect(undone).toMatchObject({ outcome: 'effect', skipped: 0 });
    expect(sameStates(await now(), before)).toBe(true);
  });

  it('makes a dropped account again, password and all', async () => {
    await stage.admin.query(named('GRANT r TO u'));
    const before = await now();
    const order = await planned(['DROP USER u', 'RENAME USER r TO s']);
    expect(await runAccess(stage.target, order)).toMatchObject({ outcome: 'effect' });
    await undoAccess(stage.target, { undoes: order.key, what: 'everything', onConflict: 'stop' });
    expect(sameStates(await now(), before)).toBe(true);
  });

  it('runs nothing where the accounts are not as approved', async () => {
    const order = await planned(change);
    await stage.admin.query(named('GRANT UPDATE ON *.* TO u'));
    const before = await now();
    expect(await runAccess(stage.target, order)).toMatchObject({ outcome: 'no-effect', failure: { code: 'drift' } });
    expect(sameStates(await now(), before)).toBe(true);
  });

  it('leads back from half way, and goes on where a crash left it', async () => {
    const before = await now();
    const order = await planned(change);
    const broken = { ...order, key: newKey(), statements: [...order.statements.slice(0, 3), 'GRANT FLY ON *.* TO u'] };
    expect(await runAccess(stage.target, broken)).toMatchObject({
      outcome: 'no-effect',
      failure: { code: 'statement-error' },
    });
    expect(sameStates(await now(), before)).toBe(true);

    const stopped = new AbortController();
    stopped.abort();
    expect(await runAccess(stage.target, { ...order, signal: stopped.signal })).toMatchObject({
      outcome: 'no-effect',
      retryable: true,
    });
    // As if the process had died after two statements.
    for (const sql of order.statements.slice(0, 2)) await stage.admin.query(sql);
    expect(await runAccess(stage.target, order)).toMatchObject({ outcome: 'effect' });
    await undoAccess(stage.target, { undoes: order.key, what: 'everything', onConflict: 'stop' });
    expect(sameStates(await now(), before)).toBe(true);
  });

  it('settles what gave no answer: led back and fenced, or done', async () => {
    const before = await now();
    const order = await planned(change);
    expect(await settleAccess(stage.target, newKey(), 1)).toEqual({ outcome: 'absent' });
    await runAccess(stage.target, { ...order, signal: AbortSignal.abort() });
    for (const sql of order.statements.slice(0, 3)) await stage.admin.query(sql);
    expect(await settleAccess(stage.target, order.key, 1)).toEqual({ outcome: 'absent' });
    expect(sameStates(await now(), before)).toBe(true);
    // A late worker finds the fence.
    expect(await runAccess(stage.target, order)).toMatchObject({
      outcome: 'no-effect',
      failure: { code: 'marker-exists' },
    });
    expect(sameStates(await now(), before)).toBe(true);

    const again = { ...order, key: newKey() };
    expect(await runAccess(stage.target, again)).toMatchObject({ outcome: 'effect' });
    expect(await settleAccess(stage.target, again.key, 1)).toMatchObject({ outcome: 'effect' });
  });

  it('does not call absent what may still run', async () => {
    const order = await planned(change);
    await stage.admin.query("DO GET_LOCK('sluice.access', 1)");
    try {
      expect(await settleAccess(stage.target, order.key, 0)).toMatchObject({ outcome: 'unknown' });
    } finally {
      await stage.admin.query("DO RELEASE_LOCK('sluice.access')");
    }
  });

  it('verifies what it left, and notices what was changed since', async () => {
    const order = await planned(['GRANT INSERT ON * TO u', 'REVOKE SELECT ON * FROM u']);
    await runAccess(stage.target, order);
    expect(await verifyAccess(stage.target, order.key)).toEqual({ verdict: 'verified' });
    expect(await verifyAccessUndone(stage.target, order.key)).toMatchObject({ verdict: 'failed' });
    await stage.admin.query(named('GRANT UPDATE ON * TO u'));
    expect(await verifyAccess(stage.target, order.key)).toMatchObject({
      verdict: 'failed',
      failure: { code: 'access-differs' },
    });
    await undoAccess(stage.target, { undoes: order.key, what: 'everything', onConflict: 'stop' });
    expect(await verifyAccessUndone(stage.target, order.key)).toEqual({ verdict: 'verified' });
  });

  it('leaves what others did since, and says so', async () => {
    const order = await planned(['GRANT INSERT, UPDATE ON * TO u']);
    await runAccess(stage.target, order);
    await stage.admin.query(named('REVOKE UPDATE ON * FROM u'));
    await stage.admin.query(named('GRANT DELETE ON * TO u'));
    expect(await undoAccess(stage.target, { undoes: order.key, what: 'everything', onConflict: 'stop' })).toMatchObject(
      {
        outcome: 'no-effect',
        failure: { code: 'conflicts' },
      },
    );
    expect(await undoAccess(stage.target, { undoes: order.key, what: 'everything', onConflict: 'skip' })).toMatchObject(
      {
        outcome: 'effect',
        skipped: 1,
      },
    );
    const [u] = await now();
    expect(u?.items.map((item) => item.type === 'privilege' && item.privilege)).toEqual(['SELECT', 'DELETE']);
  });

  it('leads an undo back that is refused half way', async () => {
    await stage.admin.query('CREATE TABLE gone (id INT PRIMARY KEY)');
    await stage.admin.query(named('GRANT DELETE ON gone TO u'));
    const order = await planned(['GRANT INSERT ON * TO u', 'REVOKE DELETE ON gone FROM u']);
    await runAccess(stage.target, order);
    await stage.admin.query('DROP TABLE gone');
    const after = await now();
    expect(await undoAccess(stage.target, { undoes: order.key, what: 'everything', onConflict: 'stop' })).toMatchObject(
      {
        outcome: 'no-effect',
        failure: { code: 'statement-error', params: { errno: 1146 } },
      },
    );
    expect(sameStates(await now(), after)).toBe(true);
  });

  it('ends what was given for a time, and gives nothing back that it took', async () => {
    const order = await planned([
      'GRANT INSERT ON * TO u',
      'REVOKE SELECT ON * FROM u',
      'GRANT r TO u',
      'SET DEFAULT ROLE r TO u',
    ]);
    await runAccess(stage.target, order);
    const ended = await undoAccess(stage.target, { undoes: order.key, what: 'expire', onConflict: 'skip' });
    expect(ended).toMatchObject({ outcome: 'effect', skipped: 0 });
    const [u] = await now();
    expect(u?.items).toEqual([]);
    expect(u?.clauses?.['default-role']).toBeUndefined();
    // Ending again changes nothing.
    expect(await undoAccess(stage.target, { undoes: order.key, what: 'expire', onConflict: 'skip' })).toMatchObject({
      outcome: 'effect',
    });
  });
});
