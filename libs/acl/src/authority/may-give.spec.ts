import type { AccessItem, AccountDifference } from '@sluice/contracts';
import { readGrants } from '../state/read-grants.js';
import { covers } from './covers.js';
import { notGivable } from './may-give.js';

it.each([
  ['shop', 'shop', true],
  ['shop\\_1', 'shop\\_1', true],
  // Unescaped it means shopx1 too.
  ['shop\\_1', 'shop_1', false],
  ['shop_1', 'shop_1', true],
  ['shop_1', 'shop\\_1', true],
  ['shop%', 'shop_1', true],
  ['shop_', 'shop%', false],
  ['%', 'anything', true],
  ['shop', 'shopping', false],
  ['shopping', 'shop', false],
  ['s%g', 'shopping', true],
])('%s covers a grant on %s: %s', (held, wanted, expected) => {
  expect(covers(held, wanted, true)).toBe(expected);
});

it('compares the schema of a table as a name', () => {
  expect(covers('shop\\_1', 'shop_1', false)).toBe(true);
  expect(covers('shop\\_1', 'shopx1', false)).toBe(false);
});

const items = (...grants: string[]) => readGrants(grants.map((grant) => grant.replace('@@', ' TO `u`@`%`')));
const changes = (added: AccessItem[]): AccountDifference[] => [
  { account: { user: 'u', host: '%' }, existed: true, exists: true, added, removed: [], clauses: [] },
];

const own = items(
  'GRANT CREATE USER ON *.*@@',
  'GRANT ROLE_ADMIN ON *.*@@',
  'GRANT XA_RECOVER_ADMIN ON *.*@@ WITH GRANT OPTION',
  'GRANT ALL PRIVILEGES ON `shop`.*@@ WITH GRANT OPTION',
  'GRANT ALL PRIVILEGES ON `logs`.*@@',
);

it.each([
  ['GRANT SELECT ON `shop`.*@@', true],
  ['GRANT SELECT (`a`) ON `shop`.`t`@@ WITH GRANT OPTION', true],
  ['GRANT EXECUTE ON PROCEDURE `shop`.`p`@@', true],
  ['GRANT SELECT ON `logs`.*@@', false],
  ['GRANT SELECT ON `other`.*@@', false],
  ['GRANT SELECT ON *.*@@', false],
  ['GRANT CREATE USER ON *.*@@', false],
  ['GRANT XA_RECOVER_ADMIN ON *.*@@', true],
  ['GRANT ROLE_ADMIN ON *.*@@', false],
  ['GRANT `r`@`%`@@ WITH ADMIN OPTION', true],
  ['GRANT PROXY ON `a`@`%`@@', false],
])('may give %s: %s', (grant, expected) => {
  expect(notGivable(changes(items(grant)), own).length === 0).toBe(expected);
});
