import type { AccountState } from '@sluice/contracts';
import { accessDifference } from '../difference/difference.js';
import { readCreateUser } from '../state/read-create-user.js';
import { readGrants } from '../state/read-grants.js';
import { accessRisks } from './index.js';

const plain = 'REQUIRE NONE ACCOUNT UNLOCK';
const state = (
  user: string,
  grants: readonly string[],
  clauses: string | null = plain,
  host = '10.%',
): AccountState => ({
  account: { user, host },
  clauses: clauses === null ? null : readCreateUser(`CREATE USER \`u\`@\`%\` ${clauses}`),
  items: readGrants(grants.map((grant) => grant.replace('@@', ' TO `u`@`%`'))),
});

const risks = (before: readonly AccountState[], after: readonly AccountState[]) =>
  accessRisks({
    differences: accessDifference(before, after),
    ownAccounts: [{ user: 'sluice', host: '%' }],
  }).map(({ code, severity, params }) => [code, severity, ...Object.values(params)]);

const given = (grant: string) => risks([state('u', [])], [state('u', [grant])]);

it.each([
  ['GRANT SELECT ON `shop`.*@@', []],
  ['GRANT SELECT ON `shop\\_a`.*@@', []],
  ['GRANT SELECT ON `shop_a`.*@@', [['access-by-wildcard', 'warn', '`u`@`10.%`', 'shop_a']]],
  ['GRANT SELECT, INSERT ON `s%`.*@@', [['access-by-wildcard', 'warn', '`u`@`10.%`', 's%']]],
  ['REVOKE SELECT ON `s%`.* FROM `u`@`%`', []],
  ['GRANT SELECT, DROP ON *.*@@', [['access-to-everything', 'warn', '`u`@`10.%`']]],
  [
    'GRANT FILE ON *.*@@',
    [
      ['access-administrative', 'warn', '`u`@`10.%`', 'FILE'],
      ['access-to-everything', 'warn', '`u`@`10.%`'],
    ],
  ],
  ['GRANT XA_RECOVER_ADMIN ON *.*@@', [['access-administrative', 'warn', '`u`@`10.%`', 'XA_RECOVER_ADMIN']]],
  ['GRANT SELECT ON `a`.`t`@@ WITH GRANT OPTION', [['access-passed-on', 'warn', '`u`@`10.%`']]],
  ['GRANT `r`@`%`@@ WITH ADMIN OPTION', [['access-passed-on', 'warn', '`u`@`10.%`']]],
  ['GRANT `r`@`%`@@', []],
])('%s', (grant, expected) => {
  expect(given(grant)).toEqual(expected);
});

it('says nothing of what was held before', () => {
  const held = [state('u', ['GRANT SELECT ON *.*@@ WITH GRANT OPTION'])];
  expect(risks(held, held)).toEqual([]);
});

it('warns of new accounts from anywhere, roles apart', () => {
  const made = (clauses: string, host?: string) => risks([state('u', [], null, host)], [state('u', [], clauses, host)]);
  expect(made(plain, '%')).toEqual([['access-from-anywhere', 'warn', '`u`@`%`']]);
  expect(made(plain)).toEqual([]);
  expect(made('PASSWORD EXPIRE ACCOUNT LOCK', '%')).toEqual([]);
});

it.each(['mysql.sys', 'rdsadmin', 'sluice'])('blocks a change of %s', (user) => {
  const locked = [state(user, [], 'ACCOUNT LOCK', '%')];
  expect(risks([state(user, [], plain, '%')], locked)).toEqual([
    ['access-of-system-account', 'block', `\`${user}\`@\`%\``],
  ]);
});
