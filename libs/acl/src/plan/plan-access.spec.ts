import type { AccountState } from '@sluice/contracts';
import { split, sqlMode } from '@sluice/sql';
import { readAccess } from '../read/read-access.js';
import { readCreateUser } from '../state/read-create-user.js';
import { readGrants } from '../state/read-grants.js';
import { planAccess } from './plan-access.js';

const state = (user: string, ...grants: string[]): AccountState => ({
  account: { user, host: '%' },
  clauses: readCreateUser(`CREATE USER \`${user}\`@\`%\` REQUIRE NONE`),
  items: readGrants(grants.map((grant) => `${grant} TO \`u\`@\`%\``)),
});

const statement = (text: string) => {
  const [one] = split(text, sqlMode('', '9.7.4')).statements;
  const read = one && readAccess(one);
  if (!read?.ok) throw new Error(text);
  return read.access;
};

const rehearsed = {
  statements: [statement('GRANT INSERT ON a.* TO r')],
  before: [state('r'), state('u', 'GRANT `r`@`%`')],
  steps: [[state('r', 'GRANT INSERT ON `a`.*'), state('u', 'GRANT `r`@`%`')]],
  undone: true,
  holdersKnown: true,
  own: readGrants(['GRANT ALL PRIVILEGES ON `a`.* TO `g`@`%` WITH GRANT OPTION']),
};

it('tells who gains by a role, and how', () => {
  const { verdict, reasons, access } = planAccess(rehearsed);
  expect({ verdict, reasons }).toEqual({ verdict: 'exact', reasons: [] });
  expect(access.differences).toHaveLength(1);
  expect(access.effective).toMatchObject([
    { account: { user: 'r' }, gained: [{ item: { privilege: 'INSERT' }, through: [] }], lost: [] },
    { account: { user: 'u' }, gained: [{ item: { privilege: 'INSERT' }, through: [{ user: 'r' }] }], lost: [] },
  ]);
  expect(access.undo).toEqual(['REVOKE INSERT ON `a`.* FROM `r`@`%`']);
});

it.each([
  [{ own: [] }, 'none', 'grantor-may-not-give'],
  [{ undone: false }, 'none', 'rehearsal-not-undone'],
  [{ holdersKnown: false }, 'partial', 'role-holders-not-seen'],
  [{ statements: [statement('ALTER USER u DISCARD OLD PASSWORD')] }, 'partial', 'second-password'],
])('promises less where %j', (more, verdict, code) => {
  expect(planAccess({ ...rehearsed, ...more })).toMatchObject({ verdict, reasons: [{ code }] });
});
