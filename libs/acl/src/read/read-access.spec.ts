import { split, sqlMode } from '@sluice/sql';
import { accountText } from '../account.js';
import { readAccess } from './read-access.js';

const read = (text: string, mode = '') => {
  const [statement] = split(text, sqlMode(mode, '9.7.4')).statements;
  if (statement === undefined) throw new Error(text);
  return readAccess(statement);
};

const told = (text: string, mode = '') => {
  const result = read(text, mode);
  if (!result.ok) return result.refusal;
  const { kind, accounts, level, secrets, statement } = result.access;
  return {
    kind,
    accounts: accounts.map((account) => `${account.use} ${accountText(account)}`),
    texts: accounts.map(({ range }) => statement.text.slice(range.start, range.end)),
    ...(level && {
      level: 'range' in level ? { ...level, range: statement.text.slice(level.range.start, level.range.end) } : level,
    }),
    ...(secrets.length > 0 && { secrets: secrets.map(({ start, end }) => statement.text.slice(start, end)) }),
  };
};

it.each([
  [
    "GRANT SELECT (a, `b)`), INSERT ON TABLE shop.orders TO jiwoo@'10.%', 'min su' WITH GRANT OPTION",
    {
      kind: 'grant-privileges',
      accounts: ['subject `jiwoo`@`10.%`', 'subject `min su`@`%`'],
      texts: ["jiwoo@'10.%'", "'min su'"],
      level: { type: 'table', schema: 'shop', name: 'orders', range: 'shop.orders' },
    },
  ],
  [
    'grant all privileges on `sh\\_op%`.* to u@``',
    {
      kind: 'grant-privileges',
      accounts: ['subject `u`@`%`'],
      texts: ['u@``'],
      level: { type: 'schema', schema: 'sh\\_op%', range: '`sh\\_op%`.*' },
    },
  ],
  [
    'GRANT EXECUTE ON FUNCTION f TO u',
    {
      kind: 'grant-privileges',
      accounts: ['subject `u`@`%`'],
      texts: ['u'],
      level: { type: 'function', schema: undefined, name: 'f', range: 'f' },
    },
  ],
  [
    'GRANT SELECT ON function TO u',
    {
      kind: 'grant-privileges',
      accounts: ['subject `u`@`%`'],
      texts: ['u'],
      level: { type: 'table', schema: undefined, name: 'function', range: 'function' },
    },
  ],
  [
    'GRANT INSERT ON *.* TO u AS `on`@x WITH ROLE r',
    {
      kind: 'grant-privileges',
      accounts: ['subject `u`@`%`', 'role `on`@`x`'],
      texts: ['u', '`on`@x'],
      level: { type: 'global' },
    },
  ],
  [
    'GRANT reader, `to`@h TO u WITH ADMIN OPTION',
    {
      kind: 'grant-roles',
      accounts: ['role `reader`@`%`', 'role `to`@`h`', 'subject `u`@`%`'],
      texts: ['reader', '`to`@h', 'u'],
    },
  ],
  [
    'REVOKE IF EXISTS SELECT ON * FROM u IGNORE UNKNOWN USER',
    {
      kind: 'revoke-privileges',
      accounts: ['subject `u`@`%`'],
      texts: ['u'],
      level: { type: 'schema', schema: undefined, range: '*' },
    },
  ],
  [
    'REVOKE ALL, GRANT OPTION FROM a, b',
    { kind: 'revoke-all', accounts: ['subject `a`@`%`', 'subject `b`@`%`'], texts: ['a', 'b'] },
  ],
  [
    'REVOKE PROXY ON a@b FROM c',
    { kind: 'revoke-proxy', accounts: ['proxied `a`@`b`', 'subject `c`@`%`'], texts: ['a@b', 'c'] },
  ],
  [
    "CREATE USER IF NOT EXISTS a IDENTIFIED BY 'x, y' , b@h IDENTIFIED WITH p AS 'hash' DEFAULT ROLE r, s REQUIRE SSL COMMENT 'by me'",
    {
      kind: 'create-user',
      accounts: ['subject `a`@`%`', 'subject `b`@`h`', 'role `r`@`%`', 'role `s`@`%`'],
      texts: ['a', 'b@h', 'r', 's'],
      secrets: ["'x, y'"],
    },
  ],
  [
    "ALTER USER a IDENTIFIED BY 'new' REPLACE 'old' RETAIN CURRENT PASSWORD",
    { kind: 'alter-user', accounts: ['subject `a`@`%`'], texts: ['a'], secrets: ["'new'", "'old'"] },
  ],
  [
    'DROP ROLE IF EXISTS a, b@h',
    { kind: 'drop-role', accounts: ['subject `a`@`%`', 'subject `b`@`h`'], texts: ['a', 'b@h'] },
  ],
  [
    'RENAME USER a TO b, c@h TO d',
    {
      kind: 'rename-user',
      accounts: ['subject `a`@`%`', 'new-name `b`@`%`', 'subject `c`@`h`', 'new-name `d`@`%`'],
      texts: ['a', 'b', 'c@h', 'd'],
    },
  ],
  [
    'DROP USER a@, b@``',
    { kind: 'drop-user', accounts: ['subject `a`@`%`', 'subject `b`@`%`'], texts: ['a@', 'b@``'] },
  ],
  ['SET DEFAULT ROLE ALL TO u', { kind: 'set-default-role', accounts: ['subject `u`@`%`'], texts: ['u'] }],
  [
    "SET PASSWORD FOR u@h = 'secret'",
    { kind: 'set-password', accounts: ['subject `u`@`h`'], texts: ['u@h'], secrets: ["'secret'"] },
  ],
  ["SET PASSWORD = 'x'", 'access-names-current-user'],
  ['GRANT SELECT ON *.* TO CURRENT_USER()', 'access-names-current-user'],
  ['ALTER USER USER() IDENTIFIED BY "x"', 'access-names-current-user'],
  ['SET ROLE ALL', 'access-of-session-only'],
  ['FLUSH PRIVILEGES', 'access-kind-unknown'],
  ['GRANT SELECT ON a.b', 'access-syntax-not-understood'],
  ['GRANT SELECT ON a.b.c TO u', 'access-syntax-not-understood'],
  ['GRANT (SELECT ON a.b TO u', 'access-kind-unknown'],
  ['DROP USER a b', 'access-syntax-not-understood'],
])('%s', (text, expected) => {
  expect(told(text)).toEqual(expected);
});

it('reads double quotes as the mode has them', () => {
  expect(told('DROP USER "a""b"@"h"', 'ANSI_QUOTES')).toMatchObject({ accounts: ['subject `a"b`@`h`'] });
  expect(told('DROP USER "a""b"@"h"')).toMatchObject({ accounts: ['subject `a"b`@`h`'] });
});

it('sees where a second password is kept or given up', () => {
  const touches = (text: string) => {
    const result = read(text);
    return result.ok && result.access.touchesOldPassword;
  };
  expect(touches("ALTER USER a IDENTIFIED BY 'x' RETAIN CURRENT PASSWORD")).toBe(true);
  expect(touches('ALTER USER a DISCARD OLD PASSWORD')).toBe(true);
  expect(touches("SET PASSWORD FOR a = 'x' RETAIN CURRENT PASSWORD")).toBe(true);
  expect(touches("ALTER USER a IDENTIFIED BY 'x' PASSWORD REQUIRE CURRENT")).toBe(false);
});

it('sees where a password is asked for', () => {
  const asks = (text: string) => {
    const result = read(text);
    return result.ok && result.access.asksForPassword;
  };
  expect(asks('CREATE USER a IDENTIFIED BY RANDOM PASSWORD')).toBe(true);
  expect(asks('SET PASSWORD FOR a TO RANDOM')).toBe(true);
  expect(asks("CREATE USER a IDENTIFIED WITH p AS '0x41'")).toBe(false);
});
