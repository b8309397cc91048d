import type { AccountState } from '@sluice/contracts';
import { effectivePrivileges } from '../effective/effective.js';
import { readCreateUser } from '../state/read-create-user.js';
import { readGrants } from '../state/read-grants.js';
import { accessDifference } from './difference.js';
import { accessStatements } from './statements.js';

const plain = 'REQUIRE NONE PASSWORD EXPIRE DEFAULT ACCOUNT UNLOCK';

function state(user: string, grants: readonly string[], clauses: string | null = plain): AccountState {
  return {
    account: { user, host: '%' },
    clauses: clauses === null ? null : readCreateUser(`CREATE USER \`${user}\`@\`%\` ${clauses}`),
    items: readGrants(grants.map((grant) => `${grant} TO \`${user}\`@\`%\``)),
  };
}

it('takes back what a change gave, and leaves what was held before', () => {
  const before = [state('u', ['GRANT SELECT ON `shop`.*'])];
  const after = [
    state('u', [
      'GRANT SELECT, INSERT ON `shop`.*',
      'GRANT SELECT (`a`), UPDATE (`a`, `b`) ON `shop`.`t`',
      'GRANT `r`@`%`',
      'GRANT EXECUTE ON PROCEDURE `shop`.`p`',
    ]),
  ];
  expect(accessStatements(after, before)).toEqual([
    'REVOKE INSERT ON `shop`.* FROM `u`@`%`',
    'REVOKE SELECT (`a`), UPDATE (`a`, `b`) ON `shop`.`t` FROM `u`@`%`',
    'REVOKE EXECUTE ON PROCEDURE `shop`.`p` FROM `u`@`%`',
    'REVOKE `r`@`%` FROM `u`@`%`',
  ]);
  expect(accessStatements(before, before)).toEqual([]);
});

it('says what was added and removed, and which clause changed', () => {
  const [difference] = accessDifference(
    [state('u', ['GRANT SELECT ON `a`.*'])],
    [state('u', ['GRANT INSERT ON `a`.*'], plain.replace('UNLOCK', 'LOCK'))],
  );
  expect(difference).toMatchObject({
    account: { user: 'u', host: '%' },
    existed: true,
    exists: true,
    added: [{ privilege: 'INSERT' }],
    removed: [{ privilege: 'SELECT' }],
    clauses: [{ name: 'lock', before: 'ACCOUNT UNLOCK', after: 'ACCOUNT LOCK' }],
  });
  expect(accessDifference([state('u', [])], [state('u', [])])).toEqual([]);
});

it('makes a dropped account again with its hash, its grants and then its default roles', () => {
  const clauses = "IDENTIFIED WITH 'p' AS 0x41 DEFAULT ROLE `r`@`%` REQUIRE SSL PASSWORD EXPIRE DEFAULT ACCOUNT UNLOCK";
  const before = [state('u', ['GRANT SELECT ON *.*', 'GRANT `r`@`%`'], clauses)];
  expect(accessStatements([state('u', [], null)], before)).toEqual([
    "CREATE USER `u`@`%` IDENTIFIED WITH 'p' AS 0x41 REQUIRE SSL PASSWORD EXPIRE DEFAULT ACCOUNT UNLOCK",
    'GRANT SELECT ON *.* TO `u`@`%`',
    'GRANT `r`@`%` TO `u`@`%`',
    'ALTER USER `u`@`%` DEFAULT ROLE `r`@`%`',
  ]);
  expect(accessStatements(before, [state('u', [], null)])).toEqual(['DROP USER `u`@`%`']);
});

it('resets what the server does not write any more', () => {
  const before = [state('u', [], "IDENTIFIED WITH 'p' AS 0x41 REQUIRE NONE PASSWORD EXPIRE DEFAULT ACCOUNT UNLOCK")];
  const after = [
    state(
      'u',
      [],
      "IDENTIFIED WITH 'p' AS 0x41 REQUIRE NONE WITH MAX_QUERIES_PER_HOUR 5 PASSWORD EXPIRE ACCOUNT UNLOCK FAILED_LOGIN_ATTEMPTS 3 " +
        `ATTRIBUTE '{"a": "it''s"}'`,
    ),
  ];
  expect(accessStatements(after, before)).toEqual([
    "ALTER USER `u`@`%` IDENTIFIED WITH 'p' AS 0x41 WITH MAX_QUERIES_PER_HOUR 0 MAX_UPDATES_PER_HOUR 0 MAX_CONNECTIONS_PER_HOUR 0 " +
      'MAX_USER_CONNECTIONS 0 FAILED_LOGIN_ATTEMPTS 0 PASSWORD_LOCK_TIME 0 ATTRIBUTE \'{"a":null}\'',
    'ALTER USER `u`@`%` PASSWORD EXPIRE NEVER',
    'ALTER USER `u`@`%` PASSWORD EXPIRE DEFAULT',
  ]);
  expect(accessStatements(before, after)).toEqual([
    'ALTER USER `u`@`%` WITH MAX_QUERIES_PER_HOUR 5 MAX_UPDATES_PER_HOUR 0 MAX_CONNECTIONS_PER_HOUR 0 MAX_USER_CONNECTIONS 0 ' +
      'FAILED_LOGIN_ATTEMPTS 3 PASSWORD_LOCK_TIME 0 ATTRIBUTE \'{"a":"it\'\'s"}\'',
    'ALTER USER `u`@`%` PASSWORD EXPIRE NEVER',
    'ALTER USER `u`@`%` PASSWORD EXPIRE DEFAULT',
    'ALTER USER `u`@`%` PASSWORD EXPIRE',
  ]);
});

it('keeps an expired password expired when it is put back', () => {
  const expired = (hash: string) => [state('u', [], `IDENTIFIED WITH 'p' AS ${hash} PASSWORD EXPIRE`)];
  expect(accessStatements(expired('0x42'), expired('0x41'))).toEqual([
    "ALTER USER `u`@`%` IDENTIFIED WITH 'p' AS 0x41",
    'ALTER USER `u`@`%` PASSWORD EXPIRE',
  ]);
});

it('takes a role again where only the right to pass it on shall go, and sets the default roles that this ends', () => {
  const clauses = 'DEFAULT ROLE `r`@`%` REQUIRE NONE';
  const plainly = [state('u', ['GRANT `r`@`%`'], clauses)];
  const admin = [state('u', ['GRANT `r`@`%` WITH ADMIN OPTION'.replace(' WITH ADMIN OPTION', '')], clauses)].map(
    (one) => ({
      ...one,
      items: one.items.map((item) => (item.type === 'role' ? { ...item, admin: true } : item)),
    }),
  );
  expect(accessStatements(admin, plainly)).toEqual([
    'REVOKE `r`@`%` FROM `u`@`%`',
    'GRANT `r`@`%` TO `u`@`%`',
    'ALTER USER `u`@`%` DEFAULT ROLE `r`@`%`',
  ]);
  expect(accessStatements(plainly, admin)).toEqual(['GRANT `r`@`%` TO `u`@`%` WITH ADMIN OPTION']);
});

it('gives and takes GRANT OPTION, dynamic privileges and restrictions in their own statements', () => {
  const from = [state('u', [])];
  const to: AccountState[] = [
    {
      ...state('u', []),
      items: readGrants([
        'GRANT SELECT ON `a`.* TO `u`@`%` WITH GRANT OPTION',
        'GRANT ROLE_ADMIN ON *.* TO `u`@`%` WITH GRANT OPTION',
        'GRANT XA_RECOVER_ADMIN ON *.* TO `u`@`%`',
        'REVOKE INSERT ON `b`.* FROM `u`@`%`',
        'GRANT PROXY ON `p`@`%` TO `u`@`%` WITH GRANT OPTION',
      ]),
    },
  ];
  expect(accessStatements(from, to)).toEqual([
    'GRANT SELECT ON `a`.* TO `u`@`%`',
    'GRANT USAGE ON `a`.* TO `u`@`%` WITH GRANT OPTION',
    'GRANT ROLE_ADMIN ON *.* TO `u`@`%` WITH GRANT OPTION',
    'GRANT XA_RECOVER_ADMIN ON *.* TO `u`@`%`',
    'REVOKE INSERT ON `b`.* FROM `u`@`%`',
    'GRANT PROXY ON `p`@`%` TO `u`@`%` WITH GRANT OPTION',
  ]);
  expect(accessStatements(to, from)).toEqual([
    'REVOKE SELECT ON `a`.* FROM `u`@`%`',
    'REVOKE GRANT OPTION ON `a`.* FROM `u`@`%`',
    'REVOKE ROLE_ADMIN ON *.* FROM `u`@`%`',
    'REVOKE XA_RECOVER_ADMIN ON *.* FROM `u`@`%`',
    'GRANT INSERT ON `b`.* TO `u`@`%`',
    'REVOKE PROXY ON `p`@`%` FROM `u`@`%`',
  ]);
});

it('follows roles of roles, in cycles too, by the shortest way', () => {
  const states = [
    state('u', ['GRANT SELECT ON `a`.*', 'GRANT `r`@`%`,`s`@`%`']),
    state('r', ['GRANT INSERT ON `a`.*', 'GRANT `s`@`%`']),
    state('s', ['GRANT DELETE ON `a`.*', 'GRANT SELECT ON `a`.*', 'GRANT `r`@`%`']),
  ];
  expect(
    effectivePrivileges({ user: 'u', host: '%' }, states).map(({ item, through }) => [
      item.privilege,
      ...through.map(({ user }) => user),
    ]),
  ).toEqual([['SELECT'], ['INSERT', 'r'], ['DELETE', 's']]);
});

it('says how long the next password lasts, which an expired one hides', () => {
  const expired = state('u', [], "IDENTIFIED WITH 'p' AS 0x41 PASSWORD EXPIRE");
  const hidden = { ...expired, clauses: { ...expired.clauses, lifetime: 'PASSWORD EXPIRE INTERVAL 30 DAY' } };
  expect(accessStatements([state('u', [], null)], [hidden])).toEqual([
    "CREATE USER `u`@`%` IDENTIFIED WITH 'p' AS 0x41 PASSWORD EXPIRE",
    'ALTER USER `u`@`%` PASSWORD EXPIRE INTERVAL 30 DAY',
    'ALTER USER `u`@`%` PASSWORD EXPIRE',
  ]);
  expect(accessStatements([expired], [hidden])).toEqual([
    'ALTER USER `u`@`%` PASSWORD EXPIRE INTERVAL 30 DAY',
    'ALTER USER `u`@`%` PASSWORD EXPIRE',
  ]);
});

it('takes dynamic privileges whole before GRANT OPTION on everything, and gives back what stays', () => {
  const after = [state('u', [])].map((one) => ({
    ...one,
    items: readGrants([
      'GRANT SELECT ON *.* TO `u`@`%` WITH GRANT OPTION',
      'GRANT ROLE_ADMIN,XA_RECOVER_ADMIN ON *.* TO `u`@`%` WITH GRANT OPTION',
    ]),
  }));
  const before = after.map((one) => ({
    ...one,
    items: readGrants(['GRANT ROLE_ADMIN ON *.* TO `u`@`%` WITH GRANT OPTION']),
  }));
  expect(accessStatements(after, before)).toEqual([
    'REVOKE ROLE_ADMIN, XA_RECOVER_ADMIN ON *.* FROM `u`@`%`',
    'REVOKE SELECT ON *.* FROM `u`@`%`',
    'REVOKE GRANT OPTION ON *.* FROM `u`@`%`',
    'GRANT ROLE_ADMIN ON *.* TO `u`@`%` WITH GRANT OPTION',
  ]);
});
