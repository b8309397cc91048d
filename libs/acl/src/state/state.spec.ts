import { readCreateUser } from './read-create-user.js';
import { readGrants } from './read-grants.js';
import { itemKey } from './item-key.js';

const privilege = { type: 'privilege', column: null, grantable: false, restricted: false } as const;

it('cuts SHOW GRANTS into items', () => {
  expect(
    readGrants([
      'GRANT USAGE ON *.* TO `u`@`%`',
      'GRANT SELECT (`a`, `c d`), UPDATE ON `shop`.`t` TO `u`@`%` WITH GRANT OPTION',
      'GRANT BACKUP_ADMIN,ROLE_ADMIN ON *.* TO `u`@`%` WITH GRANT OPTION',
      'GRANT EXECUTE ON PROCEDURE `shop`.`p` TO `u`@`%`',
      'GRANT `r`@`%`,`s`@`h` TO `u`@`%` WITH ADMIN OPTION',
      'GRANT PROXY ON `p`@`%` TO `u`@`%`',
      'REVOKE SELECT ON `mysql`.* FROM `u`@`%`',
    ]),
  ).toEqual([
    { ...privilege, level: { type: 'table', schema: 'shop', name: 't' }, privilege: 'SELECT', column: 'a' },
    { ...privilege, level: { type: 'table', schema: 'shop', name: 't' }, privilege: 'SELECT', column: 'c d' },
    { ...privilege, level: { type: 'table', schema: 'shop', name: 't' }, privilege: 'UPDATE' },
    { ...privilege, level: { type: 'table', schema: 'shop', name: 't' }, privilege: 'GRANT OPTION' },
    { ...privilege, level: { type: 'global' }, privilege: 'BACKUP_ADMIN', grantable: true },
    { ...privilege, level: { type: 'global' }, privilege: 'ROLE_ADMIN', grantable: true },
    { ...privilege, level: { type: 'procedure', schema: 'shop', name: 'p' }, privilege: 'EXECUTE' },
    { type: 'role', role: { user: 'r', host: '%' }, admin: true },
    { type: 'role', role: { user: 's', host: 'h' }, admin: true },
    { type: 'proxy', proxied: { user: 'p', host: '%' }, grantable: false },
    { ...privilege, level: { type: 'schema', schema: 'mysql' }, privilege: 'SELECT', restricted: true },
  ]);
});

it('spells ALL PRIVILEGES out, so that what was held before can be told from what was given', () => {
  const items = readGrants(['GRANT ALL PRIVILEGES ON `shop`.* TO `u`@`%`']);
  expect(items).toHaveLength(18);
  expect(items.map((item) => item.type === 'privilege' && item.privilege)).toContain('LOCK TABLES');
});

it.each(['FLUSH PRIVILEGES', 'GRANT SELECT ON `a` TO `u`@`%`', 'GRANT SELECT ON `a`.* FROM `u`@`%`'])(
  'refuses a line that it does not know: %s',
  (line) => {
    expect(() => readGrants([line])).toThrow('not a line of SHOW GRANTS');
  },
);

it('tells items apart by everything that they say', () => {
  const keys = readGrants([
    'GRANT SELECT ON `a`.* TO `u`@`%`',
    'GRANT SELECT ON `a`.`a` TO `u`@`%`',
    'GRANT SELECT (`x`) ON `a`.`a` TO `u`@`%`',
    'REVOKE SELECT ON `a`.* FROM `u`@`%`',
    'GRANT EXECUTE ON FUNCTION `a`.`a` TO `u`@`%`',
    'GRANT EXECUTE ON PROCEDURE `a`.`a` TO `u`@`%`',
    'GRANT XA_RECOVER_ADMIN ON *.* TO `u`@`%`',
    'GRANT XA_RECOVER_ADMIN ON *.* TO `u`@`%` WITH GRANT OPTION',
    'GRANT `r`@`%` TO `u`@`%`',
    'GRANT `r`@`%` TO `u`@`%` WITH ADMIN OPTION',
    'GRANT PROXY ON `r`@`%` TO `u`@`%`',
  ]).map(itemKey);
  expect(new Set(keys).size).toBe(11);
  const [upper, lower] = readGrants([
    'GRANT SELECT (`X`) ON `a`.`a` TO `u`@`%`',
    'GRANT SELECT (`x`) ON `a`.`a` TO `u`@`%`',
  ]).map(itemKey);
  expect(upper).toBe(lower);
});

it('cuts SHOW CREATE USER into clauses', () => {
  expect(
    readCreateUser(
      "CREATE USER `a b`@`10.%` IDENTIFIED WITH 'caching_sha2_password' AS 0x2441 DEFAULT ROLE `r`@`%`,`s`@`%` REQUIRE SUBJECT 'WITH MAX_x' " +
        'WITH MAX_QUERIES_PER_HOUR 2 MAX_USER_CONNECTIONS 3 PASSWORD EXPIRE INTERVAL 30 DAY ACCOUNT LOCK PASSWORD HISTORY 3 ' +
        'PASSWORD REUSE INTERVAL DEFAULT PASSWORD REQUIRE CURRENT DEFAULT FAILED_LOGIN_ATTEMPTS 3 PASSWORD_LOCK_TIME 2 ' +
        `ATTRIBUTE '{"comment": "REQUIRE"}'`,
    ),
  ).toEqual({
    'sign-in': "IDENTIFIED WITH 'caching_sha2_password' AS 0x2441",
    'default-role': 'DEFAULT ROLE `r`@`%`,`s`@`%`',
    require: "REQUIRE SUBJECT 'WITH MAX_x'",
    resources: 'WITH MAX_QUERIES_PER_HOUR 2 MAX_USER_CONNECTIONS 3',
    expire: 'PASSWORD EXPIRE INTERVAL 30 DAY',
    lock: 'ACCOUNT LOCK',
    history: 'PASSWORD HISTORY 3',
    reuse: 'PASSWORD REUSE INTERVAL DEFAULT',
    'require-current': 'PASSWORD REQUIRE CURRENT DEFAULT',
    'failed-logins': 'FAILED_LOGIN_ATTEMPTS 3',
    'lock-time': 'PASSWORD_LOCK_TIME 2',
    attribute: `ATTRIBUTE '{"comment": "REQUIRE"}'`,
  });
});

it('takes an empty document of attributes and limits of 0 for none, and refuses a text that it does not know', () => {
  expect(readCreateUser("CREATE USER `a`@`%` REQUIRE NONE WITH MAX_USER_CONNECTIONS 0 ATTRIBUTE '{}'")).toEqual({
    require: 'REQUIRE NONE',
  });
  expect(() => readCreateUser('CREATE USER `a`@`%` SURPRISE')).toThrow('not a text of SHOW CREATE USER');
});

it('keeps the limits that limit', () => {
  expect(
    readCreateUser('CREATE USER `a`@`%` REQUIRE NONE WITH MAX_QUERIES_PER_HOUR 10 MAX_USER_CONNECTIONS 0'),
  ).toEqual({
    require: 'REQUIRE NONE',
    resources: 'WITH MAX_QUERIES_PER_HOUR 10',
  });
});
