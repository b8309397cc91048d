import type { AccountState } from '@sluice/contracts';
import { readCreateUser } from '../state/read-create-user.js';
import { readGrants } from '../state/read-grants.js';
import { undoneStates } from './undone-states.js';

const state = (grants: readonly string[], clauses: string | null = 'REQUIRE NONE ACCOUNT UNLOCK'): AccountState => ({
  account: { user: 'u', host: '%' },
  clauses: clauses === null ? null : readCreateUser(`CREATE USER \`u\`@\`%\` ${clauses}`),
  items: readGrants(grants.map((grant) => `${grant} TO \`u\`@\`%\``)),
});

const select = 'GRANT SELECT ON `a`.*';
const insert = 'GRANT INSERT ON `a`.*';
const drop = 'GRANT DROP ON `a`.*';

it('leads back where nobody did anything since', () => {
  const before = [state([select])];
  const after = [state([insert], 'REQUIRE SSL ACCOUNT LOCK')];
  const undone = undoneStates(before, after, after);
  expect(undone.conflicts).toEqual([]);
  expect(undone.to[0]?.clauses).toEqual(before[0]?.clauses);
  expect(undone.to[0]?.items).toEqual(before[0]?.items);
});

it('leaves what others gave or took since, and says so', () => {
  const before = [state([select, drop])];
  const after = [state([insert])];
  const now = [state([select, 'GRANT EVENT ON `a`.*'], 'REQUIRE NONE ACCOUNT LOCK')];
  const { to, conflicts } = undoneStates(before, after, now);
  expect(to).toEqual([state([select, 'GRANT EVENT ON `a`.*', drop], 'REQUIRE NONE ACCOUNT LOCK')]);
  expect(conflicts).toMatchObject([{ about: { privilege: 'INSERT' } }, { about: { privilege: 'SELECT' } }]);
});

it('leaves a clause that was changed since', () => {
  const before = [state([], 'REQUIRE NONE ACCOUNT UNLOCK')];
  const after = [state([], 'REQUIRE SSL ACCOUNT LOCK')];
  const now = [state([], 'REQUIRE X509 ACCOUNT LOCK')];
  expect(undoneStates(before, after, now)).toEqual({
    to: [state([], 'REQUIRE X509 ACCOUNT UNLOCK')],
    conflicts: [{ account: { user: 'u', host: '%' }, about: 'require' }],
  });
});

it('drops an account that the change made, and tells what it was given since', () => {
  const gone = [state([], null)];
  const made = [state([select])];
  expect(undoneStates(gone, made, made)).toEqual({ to: gone, conflicts: [] });
  expect(undoneStates(gone, made, [state([select, insert])])).toMatchObject({
    to: gone,
    conflicts: [{ about: { privilege: 'INSERT' } }],
  });
  expect(undoneStates(gone, made, gone)).toMatchObject({ to: gone, conflicts: [{ about: 'account' }] });
});

it('makes a dropped account again, unless someone else did', () => {
  const before = [state([select])];
  const gone = [state([], null)];
  expect(undoneStates(before, gone, gone)).toEqual({ to: before, conflicts: [] });
  expect(undoneStates(before, gone, [state([])])).toMatchObject({ to: [state([])], conflicts: [{ about: 'account' }] });
});

it('touches no account that the change did not', () => {
  const same = [state([select])];
  const now = [state([drop])];
  expect(undoneStates(same, same, now)).toEqual({ to: now, conflicts: [] });
});

it('takes a role that somebody made a default role since', () => {
  const role = 'GRANT `r`@`%`';
  const made = 'DEFAULT ROLE `r`@`%` REQUIRE NONE ACCOUNT UNLOCK';
  expect(undoneStates([state([])], [state([role])], [state([role], made)])).toEqual({ to: [state([])], conflicts: [] });
});
