import type { AccountState } from '@sluice/contracts';
import { readCreateUser } from '../state/read-create-user.js';
import { readGrants } from '../state/read-grants.js';
import { expiredStates } from './expired-states.js';

const state = (grants: readonly string[], clauses: string | null = 'REQUIRE NONE'): AccountState => ({
  account: { user: 'u', host: '%' },
  clauses: clauses === null ? null : readCreateUser(`CREATE USER \`u\`@\`%\` ${clauses}`),
  items: readGrants(grants.map((grant) => `${grant} TO \`u\`@\`%\``)),
});

it('takes what was given, not what was held before, and gives nothing back', () => {
  const before = [state(['GRANT SELECT, DROP ON `a`.*'])];
  const after = [state(['GRANT SELECT, INSERT ON `a`.*', 'GRANT `r`@`%`'], 'DEFAULT ROLE `r`@`%` REQUIRE SSL')];
  expect(expiredStates(before, after)).toEqual([state(['GRANT SELECT ON `a`.*'], 'REQUIRE SSL')]);
});

it('drops an account that was made for it, and leaves a dropped one dropped', () => {
  expect(expiredStates([state([], null)], [state(['GRANT SELECT ON `a`.*'])])).toEqual([state([], null)]);
  expect(expiredStates([state(['GRANT SELECT ON `a`.*'])], [state([], null)])).toEqual([state([], null)]);
});

it('leaves a role that was held before without the right to pass it on', () => {
  const role = { type: 'role', role: { user: 'r', host: '%' } } as const;
  const before = [{ ...state([]), items: [{ ...role, admin: false }] }];
  const after = [{ ...state([]), items: [{ ...role, admin: true }] }];
  expect(expiredStates(before, after)).toEqual(before);
});
