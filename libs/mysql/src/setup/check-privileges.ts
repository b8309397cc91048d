// What an account can do, tried one by one on the target: grants by their texts would miss roles, partial revokes and the server's own ways.
import type { CredentialPurpose } from '@sluice/contracts';
import { sluiceSchema } from '@sluice/rollback';
import { quoteIdentifier } from '@sluice/sql';
import { classifyError } from '../connect/classify-error.js';
import { literal } from '../connect/literal.js';
import { openSession, type Session } from '../connect/session.js';
import { readServerFacts } from '../read/server-facts.js';
import type { PrivilegeResult, Target } from '../types.js';
import { requiredGrants, structurePrivileges } from './required-grants.js';
import { createSluiceSchema } from './sluice-schema.js';

interface Trial {
  readonly code: string;
  readonly remedy: string;
  /** Throws where the account can't do it. */
  run(session: Session): Promise<void>;
}

/** Never throws: what can't be tried is a result that is not ok. */
export async function checkPrivileges(
  target: Target,
  purpose: CredentialPurpose,
  schemas: readonly string[],
): Promise<PrivilegeResult[]> {
  let session: Session | undefined;
  try {
    session = await openSession({ ...target, schema: null });
    const account = await readAccount(session);
    const results = [{ code: 'connect', ok: true, remedy: null, message: null }, await encryption(session)];
    for (const trial of trials(purpose, account, schemas)) results.push(await attempt(session, trial));
    return [...results, ...(await serverSettings(session))];
  } catch (error) {
    const { failure } = classifyError(error);
    return [{ code: 'connect', ok: false, remedy: null, message: String(failure.params.message ?? failure.code) }];
  } finally {
    await session?.close();
  }
}

function trials(
  purpose: CredentialPurpose,
  account: { readonly user: string; readonly host: string },
  schemas: readonly string[],
): Trial[] {
  if (purpose === 'grantor') return grantorTrials(account, schemas);
  const [schema = '', global = '', grant = '', ...writes] = requiredGrants(purpose, account, schemas, 'mysql');
  const images = `${schema} ${grant}`;
  const seen: Trial[] = [
    { code: 'sees-sessions', remedy: global, run: readsSessions },
    { code: 'sees-all-schemas', remedy: global, run: (session) => sees(session, 'select') },
    { code: 'sees-triggers', remedy: global, run: (session) => sees(session, 'trigger') },
  ];
  if (purpose === 'reader') {
    return [...seen, { code: 'previews', remedy: images, run: (session) => makesTable(session, 'TEMPORARY TABLE') }];
  }
  const writing = schemas.map((name, i) => ({
    code: `writes-schema:${name}`,
    remedy: writes[i] ?? '',
    run: (session: Session) => writesSchema(session, name),
  }));
  return [
    ...seen,
    { code: 'keeps-images', remedy: images, run: keepsImages },
    { code: 'keeps-keys', remedy: images, run: (session) => makesTable(session, 'TEMPORARY TABLE') },
    ...writing,
    ...schemas.map((name, i) => ({
      code: `changes-structure:${name}`,
      remedy: writes[i] ?? '',
      run: (session: Session) => changesStructure(session, name),
    })),
  ];
}

function grantorTrials(account: { readonly user: string; readonly host: string }, schemas: readonly string[]): Trial[] {
  const [schema = '', global = '', states = '', rehearsal = '', ...gives] = requiredGrants(
    'grantor',
    account,
    schemas,
    'mysql',
  );
  return [
    { code: 'sees-accounts', remedy: global, run: seesAccounts },
    { code: 'keeps-states', remedy: `${schema} ${states}`, run: createSluiceSchema },
    { code: 'rehearses-access', remedy: rehearsal, run: (session) => givesOn(session, 'sluicerehearsalx') },
    ...schemas.map((name, i) => ({
      code: `gives-access:${name}`,
      remedy: gives[i] ?? '',
      run: (session: Session) => givesOn(session, name),
    })),
  ];
}

async function seesAccounts(session: Session): Promise<void> {
  const grants = (await session.rows('SHOW GRANTS')).map(([grant]) => grant ?? '');
  if (!grants.some((grant) => /^GRANT .*\bCREATE USER\b.* ON \*\.\* /.test(grant)))
    throw new Missing('CREATE USER ON *.*');
  await session.rows('SELECT COUNT(*) FROM mysql.role_edges');
}

async function givesOn(session: Session, schema: string): Promise<void> {
  const grants = (await session.rows('SHOW GRANTS')).map(([grant]) => grant ?? '');
  const passedOn = grants.filter((grant) => grant.endsWith(' WITH GRANT OPTION'));
  if (!grantsOn(passedOn, 'SELECT', schema))
    throw new Missing(`ALL PRIVILEGES ON ${quoteIdentifier(schema)}.* WITH GRANT OPTION`);
}

async function attempt(session: Session, { code, remedy, run }: Trial): Promise<PrivilegeResult> {
  try {
    await run(session);
    return { code, ok: true, remedy: null, message: null };
  } catch (error) {
    const { failure } = classifyError(error);
    return { code, ok: false, remedy, message: String(failure.params.message ?? failure.code) };
  }
}

async function readsSessions(session: Session): Promise<void> {
  await session.rows('SELECT COUNT(*) FROM information_schema.INNODB_TRX');
}

async function sees(session: Session, what: 'select' | 'trigger'): Promise<void> {
  const { sight } = await readServerFacts(session);
  if (!sight[what]) throw new Missing(`${what.toUpperCase()} ON *.*`);
}

async function keepsImages(session: Session): Promise<void> {
  await createSluiceSchema(session);
  await makesTable(session, 'TABLE');
}

/** A name of this connection's own, so that two checks at once don't meet. */
async function makesTable(session: Session, kind: 'TABLE' | 'TEMPORARY TABLE'): Promise<void> {
  const name = `${sluiceSchema}.${quoteIdentifier(`check_${String(session.threadId)}`)}`;
  await session.run(`CREATE ${kind} ${name} (id INT PRIMARY KEY) ENGINE=InnoDB`);
  try {
    await session.run(`INSERT INTO ${name} VALUES (1)`);
    await session.run(`UPDATE ${name} SET id = 2`);
    await session.run(`DELETE FROM ${name}`);
    if (kind === 'TABLE') await locksAndAlters(session, name);
  } finally {
    await session.run(`DROP ${kind} ${name}`);
  }
}

/** As values are kept while nobody writes, and tables are put aside. */
async function locksAndAlters(session: Session, name: string): Promise<void> {
  await session.run(`LOCK TABLES ${name} WRITE`);
  try {
    await session.run(`ALTER TABLE ${name} COMMENT = 'checked'`);
  } finally {
    await session.run('UNLOCK TABLES');
  }
}

/** By the server's own judgement of the grants: to try it on a real table would write. */
async function writesSchema(session: Session, schema: string): Promise<void> {
  const rows = await session.rows(
    `SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = ${literal(schema)} AND TABLE_TYPE = 'BASE TABLE' LIMIT 1`,
  );
  const table = rows[0]?.[0];
  const grants = (await session.rows('SHOW GRANTS')).map(([grant]) => grant ?? '');
  for (const privilege of ['INSERT', 'UPDATE', 'DELETE']) {
    if (!grantsOn(grants, privilege, schema)) throw new Missing(`${privilege} ON ${quoteIdentifier(schema)}.*`);
  }
  // Proves UPDATE and that the table can be opened; reads and locks no row.
  if (table)
    await session.rows(`SELECT 1 FROM ${quoteIdentifier(schema)}.${quoteIdentifier(table)} WHERE FALSE FOR UPDATE`);
}

async function changesStructure(session: Session, schema: string): Promise<void> {
  const grants = (await session.rows('SHOW GRANTS')).map(([grant]) => grant ?? '');
  for (const privilege of structurePrivileges) {
    if (!grantsOn(grants, privilege, schema)) throw new Missing(`${privilege} ON ${quoteIdentifier(schema)}.*`);
  }
}

/** Also by a pattern (`app\_%`). */
export function grantsOn(grants: readonly string[], privilege: string, schema: string): boolean {
  return grants.some((grant) => {
    const [, privileges = '', on = ''] = /^GRANT (.*?) ON (.*?) TO /.exec(grant) ?? [];
    const names = privileges.split(', ');
    if (!names.includes(privilege) && !names.includes('ALL PRIVILEGES')) return false;
    return on === '*.*' || matches(/^`(.*)`\.\*$/.exec(on)?.[1]?.replaceAll('``', '`'), schema);
  });
}

function matches(pattern: string | undefined, schema: string): boolean {
  if (pattern === undefined) return false;
  const source = pattern.replace(/\\?[\s\S]/g, (part) => {
    if (part === '%') return '[\\s\\S]*';
    if (part === '_') return '[\\s\\S]';
    return part.replace(/^\\(?=[_%\\])/, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${source}$`).test(schema);
}

async function readAccount(session: Session): Promise<{ user: string; host: string }> {
  const account = (await session.cell('SELECT CURRENT_USER()')) ?? '';
  const at = account.lastIndexOf('@');
  return { user: account.slice(0, at), host: account.slice(at + 1) };
}

/** What an eavesdropper on the way would see. The remedy is a setting of the cluster in Sluice, not a statement. */
async function encryption(session: Session): Promise<PrivilegeResult> {
  const rows = await session.rows("SHOW SESSION STATUS WHERE Variable_name IN ('Ssl_version', 'Ssl_cipher')");
  const of = (name: string): string => rows.find((row) => row[0] === name)?.[1] ?? '';
  const cipher = of('Ssl_cipher');
  const ok = cipher !== '';
  return { code: 'encrypted', ok, remedy: null, message: ok ? `${of('Ssl_version')} ${cipher}` : null };
}

/** Not privileges, but what a DBA should know before a change runs here. */
async function serverSettings(session: Session): Promise<PrivilegeResult[]> {
  const { innodbFlushLogAtTrxCommit: flush, defaultStorageEngine: engine, dialect } = await readServerFacts(session);
  // With 0, acknowledged commits were lost in a crash, marker and change together; Aurora's storage does not use it.
  const durable = flush === 1 || dialect === 'aurora';
  return [
    setting('flush-log-at-commit', durable, 'SET PERSIST innodb_flush_log_at_trx_commit = 1;', String(flush)),
    setting('default-engine', engine === 'InnoDB', "SET PERSIST default_storage_engine = 'InnoDB';", engine),
  ];
}

function setting(code: string, ok: boolean, remedy: string, value: string): PrivilegeResult {
  return { code, ok, remedy: ok ? null : remedy, message: ok ? null : value };
}

class Missing extends Error {
  readonly errno = 1142;
}
