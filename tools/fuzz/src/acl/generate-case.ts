// Random accounts, roles and privileges, and a change of them: by what MySQL's grammar has, not by what the product can do.
import { Random } from '../random.ts';

export interface AccessCase {
  readonly seed: number;
  readonly index: number;
  /** Run as they are; what the server refuses is left out. */
  readonly before: readonly string[];
  /** Of which the change is made: the first `length` that the server takes, or with those that it refuses. */
  readonly candidates: readonly string[];
  readonly length: number;
  readonly withRefused: boolean;
  /** What somebody else does between the change and its undo. */
  readonly since: readonly string[];
  /** `crash`: the process dies after so many statements. `expiry`: what was given ends, instead of a rollback. */
  readonly story: 'undo' | 'crash' | 'expiry';
  readonly crashAfter: number;
}

export interface Names {
  readonly accounts: readonly string[];
  readonly roles: readonly string[];
  readonly schema: string;
}

/** Hosts, cases, quotes and scripts that names may have. The prefix marks what is the fuzz's own. */
export const names: Names = {
  accounts: ["'fa_u1'@'%'", "'fa_it''s'@'10.%'", '`fa_``q`@localhost', "'fa_한글'@'%'", "'FA_U1'@'%'"],
  roles: ["'fa_r1'", "'fa_r 2'@'localhost'", '`fa_r3`'],
  schema: 'fz_acl',
};

export const objects: readonly string[] = [
  `CREATE DATABASE ${names.schema}`,
  `CREATE TABLE ${names.schema}.t1 (a INT PRIMARY KEY, b INT, \`c d\` INT)`,
  `CREATE TABLE ${names.schema}.\`t 2\` (a INT PRIMARY KEY, b INT, \`c d\` INT)`,
  `CREATE VIEW ${names.schema}.v AS SELECT a, b FROM ${names.schema}.t1`,
  `CREATE PROCEDURE ${names.schema}.p() DO 0`,
  `CREATE FUNCTION ${names.schema}.f() RETURNS INT DETERMINISTIC RETURN 0`,
];

const ofTables = [
  ...['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'CREATE', 'DROP', 'REFERENCES', 'INDEX', 'ALTER'],
  ...['CREATE VIEW', 'SHOW VIEW', 'TRIGGER'],
];
const ofSchemas = [
  ...ofTables,
  ...['CREATE TEMPORARY TABLES', 'LOCK TABLES', 'EXECUTE', 'CREATE ROUTINE', 'ALTER ROUTINE', 'EVENT'],
];
const ofServers = [
  ...ofSchemas,
  ...['RELOAD', 'PROCESS', 'FILE', 'SHOW DATABASES', 'SUPER', 'REPLICATION SLAVE', 'CREATE USER', 'CREATE TABLESPACE'],
  ...['CREATE ROLE', 'DROP ROLE', 'SHUTDOWN', 'REPLICATION CLIENT'],
];
const dynamic = ['BACKUP_ADMIN', 'CONNECTION_ADMIN', 'ROLE_ADMIN', 'XA_RECOVER_ADMIN', 'SESSION_VARIABLES_ADMIN'];

export function generateAccessCase(seed: number, index: number): AccessCase {
  const random = new Random(seed, index);
  const some = (max: number, make: () => string): string[] => Array.from({ length: random.int(1, max) }, make);
  const story = random.weighted([
    [6, 'undo' as const],
    [2, 'crash' as const],
    [2, 'expiry' as const],
  ]);
  const created = [...names.accounts, ...names.roles].filter(() => random.chance(0.85));
  const before = [
    ...created.map((name) => (names.roles.includes(name) ? `CREATE ROLE ${name}` : createUser(random, name))),
    ...some(14, () => statement(random)),
  ];
  const candidates = Array.from({ length: 16 }, () => (story === 'expiry' ? giving(random) : statement(random)));
  const since = random.chance(0.3) ? some(2, () => statement(random)) : [];
  const length = random.int(1, 6);
  return {
    seed,
    index,
    before,
    candidates,
    length,
    withRefused: random.chance(0.1),
    since,
    story,
    crashAfter: random.int(0, length),
  };
}

function statement(random: Random): string {
  return random.weighted([
    [10, () => giving(random)],
    [7, () => taking(random)],
    [4, () => altering(random)],
    [2, () => createUser(random, random.pick(names.accounts))],
    [1, () => `CREATE ROLE ${random.pick(names.roles)}`],
    [2, () => `DROP ${random.pick(['USER', 'ROLE'])} ${anyone(random)}`],
    [1, () => `RENAME USER ${anyone(random)} TO ${anyone(random)}`],
    [2, () => `SET DEFAULT ROLE ${random.pick(['ALL', 'NONE', ...names.roles])} TO ${random.pick(names.accounts)}`],
  ])();
}

function anyone(random: Random): string {
  return random.pick([...names.accounts, ...names.roles]);
}

function giving(random: Random): string {
  const rights = privileges(random);
  const who = random.some(holders(rights), 1, 2).join(', ');
  if (random.chance(0.25))
    return `GRANT ${random.some(names.roles, 1, 2).join(', ')} TO ${who}${random.chance(0.3) ? ' WITH ADMIN OPTION' : ''}`;
  return `GRANT ${rights} TO ${who}${random.chance(0.25) ? ' WITH GRANT OPTION' : ''}`;
}

function taking(random: Random): string {
  const rights = privileges(random);
  const who = random.pick(holders(rights));
  return random.weighted([
    [6, () => `REVOKE ${rights} FROM ${who}`],
    [2, () => `REVOKE ${random.pick(names.roles)} FROM ${who}`],
    [1, () => `REVOKE ALL PRIVILEGES, GRANT OPTION FROM ${who}`],
    [1, () => `REVOKE GRANT OPTION ON ${random.pick(['*.*', `${names.schema}.*`, `${names.schema}.t1`])} FROM ${who}`],
    [1, () => `REVOKE IF EXISTS ${rights} FROM ${who} IGNORE UNKNOWN USER`],
  ])();
}

/** MySQL 9.7.4 writes the name of a routine privilege's holder in another character set: outside of ASCII it is lost with the next reload. */
function holders(rights: string): string[] {
  const all = [...names.accounts, ...names.roles];
  return /PROCEDURE|FUNCTION/.test(rights) ? all.filter((name) => /^[\x20-\x7e]*$/.test(name)) : all;
}

/** `SELECT, INSERT ON level`. */
function privileges(random: Random): string {
  const { schema } = names;
  const table = `${schema}.${random.pick(['t1', '`t 2`', 'v'])}`;
  return random.weighted([
    [4, () => `${random.some(ofTables, 1, 4).join(', ')} ON ${table}`],
    [
      4,
      () => `${random.some(ofSchemas, 1, 4).join(', ')} ON ${random.pick([schema, '`fz\\_acl`', '`fz%`', '`fz_%`'])}.*`,
    ],
    [2, () => `${random.some(ofServers, 1, 4).join(', ')} ON *.*`],
    [2, () => `${random.some(dynamic, 1, 3).join(', ')} ON *.*`],
    [1, () => `ALL PRIVILEGES ON ${random.pick(['*.*', `${schema}.*`, table])}`],
    [3, () => `SELECT (a, b), ${random.pick(['INSERT (`a`)', 'UPDATE (b)', 'REFERENCES (A)', 'DELETE'])} ON ${table}`],
    [
      2,
      () =>
        `${random.some(['EXECUTE', 'ALTER ROUTINE'], 1, 2).join(', ')} ON ${random.pick(['PROCEDURE fz_acl.p', 'FUNCTION fz_acl.f'])}`,
    ],
    [1, () => `SELECT, UPDATE ON mysql.*`],
  ])();
}

function createUser(random: Random, name: string): string {
  return `CREATE USER ${name} ${random.pick(['', "IDENTIFIED BY 'one'", "IDENTIFIED BY 'zwei' REQUIRE SSL"])} ${options(random)}`;
}

function altering(random: Random): string {
  const sign = random.pick(['', "IDENTIFIED BY 'neu'", "IDENTIFIED WITH caching_sha2_password BY ''"]);
  const option = sign === '' ? options(random) || 'ACCOUNT LOCK' : options(random);
  return `ALTER USER ${anyone(random)} ${sign} ${option}`;
}

function options(random: Random): string {
  return random.pick([
    '',
    '',
    "REQUIRE SUBJECT '/CN=x'",
    'REQUIRE X509',
    'REQUIRE NONE',
    'WITH MAX_QUERIES_PER_HOUR 5',
    'WITH MAX_USER_CONNECTIONS 3 MAX_UPDATES_PER_HOUR 1',
    'ACCOUNT LOCK',
    'ACCOUNT UNLOCK',
    'PASSWORD EXPIRE',
    'PASSWORD EXPIRE NEVER',
    'PASSWORD EXPIRE INTERVAL 30 DAY',
    'PASSWORD HISTORY 5 PASSWORD REUSE INTERVAL 3 DAY',
    'PASSWORD REQUIRE CURRENT',
    'FAILED_LOGIN_ATTEMPTS 4 PASSWORD_LOCK_TIME 2',
    'PASSWORD_LOCK_TIME UNBOUNDED',
    `ATTRIBUTE '{"a": ${String(random.int(0, 2))}, "b": {"c": [1, "it''s"]}}'`,
    `ATTRIBUTE '{"a": null, "d": "\\\\\\\\"}'`,
    "COMMENT '한글'",
  ]);
}
