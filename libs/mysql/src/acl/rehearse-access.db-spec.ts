import type { AccountName } from '@sluice/contracts';
import { maskSignIns, readAccess, type AccessStatement } from '@sluice/acl';
import { split, sqlMode } from '@sluice/sql';
import { testServers } from '@sluice/testing';
import { openSession, type Session } from '../connect/session.js';
import { closeStage, hash, openStage, type Stage } from '../test-support/story.js';
import { readAccessStates, readAccessWithRoles } from './read-access-states.js';
import { rehearseAccess, type AccessRehearsal } from './rehearse-access.js';
import { targetObjects } from './target-objects.js';

describe.each(testServers())('rehearsing access on $name', (server) => {
  let stage: Stage;
  let session: Session;
  let name: (short: string) => AccountName;

  beforeAll(async () => {
    stage = await openStage(server);
    session = await openSession(stage.target);
    const tail = stage.scratch.name.slice(-8);
    name = (short) => ({ user: `${short}_${tail}`, host: '%' });
    await stage.admin.query('CREATE TABLE t (id INT PRIMARY KEY, `c d` INT)');
    await stage.admin.query('CREATE PROCEDURE p() DO 0');
  });

  afterEach(async () => {
    for (const short of ['u', 'v', 'r', 's']) await stage.admin.query(`DROP USER IF EXISTS ${name(short).user}`);
  });

  afterAll(async () => {
    await session.close();
    await closeStage(stage);
  });

  const read = (text: string): AccessStatement => {
    const [statement] = split(text, sqlMode('', '9.7.4')).statements;
    const result = statement && readAccess(statement);
    if (!result?.ok) throw new Error(text);
    return result.access;
  };

  const named = (text: string) => text.replace(/\b([uvrs])\b(?=@|,| |$)/g, (short) => name(short).user);

  async function rehearse(texts: readonly string[]): Promise<AccessRehearsal> {
    const statements = texts.map((text) => read(named(text)));
    const states = await readAccessWithRoles(
      session,
      statements.flatMap(({ accounts }) => accounts),
    );
    const before = maskSignIns(states, hash);
    const rehearsal = await rehearseAccess(session, {
      prefix: `zr${stage.scratch.name.slice(-8)}`,
      schema: stage.scratch.name,
      sqlMode: '',
      statements,
      before,
      objects: targetObjects(session),
    });
    expect(await session.count("SELECT COUNT(*) FROM mysql.user WHERE user LIKE 'zr%'")).toBe(0);
    expect(
      await session.count(
        "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name LIKE 'sluicerehearsalzr%'",
      ),
    ).toBe(0);
    return rehearsal;
  }

  it('foretells what the target then says', async () => {
    await stage.admin.query(`CREATE USER ${name('u').user} IDENTIFIED BY 'held'`);
    await stage.admin.query(`CREATE ROLE ${name('r').user}`);
    await stage.admin.query(`GRANT SELECT ON \`${stage.scratch.name}\`.* TO ${name('u').user}`);
    const texts = [
      'GRANT SELECT, INSERT ON * TO u',
      'GRANT UPDATE (`c d`), SELECT (id) ON t TO u@`%`',
      'GRANT EXECUTE ON PROCEDURE p TO r WITH GRANT OPTION',
      'GRANT r TO u WITH ADMIN OPTION',
      'SET DEFAULT ROLE r TO u',
      'ALTER USER u REQUIRE SSL ACCOUNT LOCK',
    ];
    const rehearsal = await rehearse(texts);
    if (!rehearsal.ok) throw new Error(JSON.stringify(rehearsal));
    expect(rehearsal.undone).toBe(true);
    for (const [i, text] of texts.entries()) {
      await stage.admin.query(named(text));
      const now = await readAccessStates(session, [name('u'), name('r')]);
      expect(rehearsal.steps[i]).toEqual(expect.arrayContaining(maskSignIns(now, hash)));
    }
  });

  it('keeps the passwords of dropped and renamed accounts to itself, and says where one changes', async () => {
    await stage.admin.query(`CREATE USER ${name('u').user} IDENTIFIED BY 'held'`);
    const rehearsal = await rehearse(["CREATE USER v IDENTIFIED BY 'x'", 'DROP USER u']);
    expect(rehearsal).toMatchObject({ ok: true, undone: true });
    const told = JSON.stringify(rehearsal);
    expect(told).toContain('IDENTIFIED BY a new password');
    expect(told).not.toContain('0x');
  });

  it.each([
    ['GRANT SELECT ON nowhere TO u', 1146],
    ['GRANT SELECT (nothing) ON t TO u', 1054],
    ['GRANT EXECUTE ON PROCEDURE nothing TO u', 1305],
    ['GRANT SELECT ON * TO s', 1410],
    ['GRANT FLY ON * TO u', 3619],
  ])('says what the server says: %s', async (text, errno) => {
    await stage.admin.query(`CREATE USER ${name('u').user}`);
    const rehearsal = await rehearse(['GRANT INSERT ON * TO u', text]);
    expect(rehearsal).toMatchObject({
      ok: false,
      statement: 2,
      failure: { code: 'statement-error', params: { errno } },
    });
  });
});
