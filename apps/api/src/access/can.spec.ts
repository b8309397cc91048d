import { roleSchema, type Role } from '@sluice/contracts';
import type { Actor } from './actor.js';
import { authorize, can, scopeOf, type Action, type Decision } from './can.js';
import { policies } from './policies/index.js';

const own = 1;
const other = 2;
const me = 10;
const someoneElse = 11;

const actor = (role: Role, teamId: number | null): Actor => ({
  accountId: me,
  login: 'me',
  name: 'Me',
  grants: [{ role, teamId }],
});

// One character a role, in the order of roleSchema: developer, approver, dba, oncall, auditor, admin.
// 'x' may, '.' may not. The table is the whole policy: an action that is missing here fails below.
const table: Readonly<Record<Action, string>> = {
  'team.read': 'xxxxxx',
  'team.create': '.....x',
  'account.read': '....xx',
  'account.create': '.....x',
  'account.disable': '.....x',
  'account.grant': '.....x',
  'account.reset-password': '.....x',
  'environment.create': '.....x',
  'environment.set-images-kept': '.....x',
  'cluster.read': '..xxxx',
  'cluster.register': '..x..x',
  'cluster.set-credential': '..x..x',
  'cluster.set-tls': '..x..x',
  'cluster.check': '..x..x',
  'target-database.read': 'xxxxxx',
  'target-database.register': '..x..x',
  'target-database.outline': 'xxxx..',
  'change-request.read': 'xxxxxx',
  'change-request.file': 'xxx...',
  'change-request.approve': '.xx...',
  'change-request.reject': '.xx...',
  'change-request.revise': 'xxx...',
  'change-request.cancel': 'xxx...',
  'change-request.rollback': 'xxx...',
  'change-request.stop': 'xxxx..',
  'change-request.continue': 'xxx...',
  'change-request.verify': 'xxxx..',
  'change-request.read-script': 'xxxxx.',
  'audit.read': '....xx',
};

// Only the requester revises and cancels; only others approve and reject.
const requesterOf = (action: Action) =>
  action === 'change-request.approve' || action === 'change-request.reject' ? someoneElse : me;

const decide = (who: Actor, action: Action, teamId: number | null): Decision =>
  can(who, action, { teamId, requesterId: requesterOf(action), accountId: someoneElse } as never);

const roles = roleSchema.options;
const actions = Object.keys(table) as Action[];
const cases = actions.flatMap((action) =>
  roles.map((role, index) => ({ action, role, allowed: table[action][index] === 'x' })),
);

describe('the policy', () => {
  it('has a line here for every action', () => {
    expect(Object.keys(policies).sort()).toEqual([...actions].sort());
    for (const line of Object.values(table)) expect(line).toHaveLength(roles.length);
  });

  it.each(cases)('$role, $action: $allowed in the own team, never in another', ({ action, role, allowed }) => {
    expect(decide(actor(role, own), action, own).allowed).toBe(allowed);
    expect(decide(actor(role, own), action, other).allowed).toBe(false);
    expect(decide(actor(role, own), action, null).allowed).toBe(false);
  });

  it.each(cases)('$role for every team, $action: $allowed everywhere', ({ action, role, allowed }) => {
    for (const teamId of [own, other, null]) expect(decide(actor(role, null), action, teamId).allowed).toBe(allowed);
  });

  it.each(cases)('$role, $action: the list filter says the same', ({ action, role, allowed }) => {
    expect(scopeOf(actor(role, own), action)).toEqual({ teamIds: allowed ? [own] : [] });
    expect(scopeOf(actor(role, null), action)).toEqual({ teamIds: allowed ? 'all' : [] });
  });

  it('gives nothing to someone without a grant', () => {
    const nobody: Actor = { ...actor('admin', null), grants: [] };
    for (const action of actions) expect(decide(nobody, action, null).allowed).toBe(false);
  });

  it('denies what no rule names, also what every object has', () => {
    for (const action of ['change-request.destroy', 'toString', 'constructor', '__proto__', '']) {
      expect(decide(actor('admin', null), action as Action, null)).toMatchObject({ allowed: false });
      expect(scopeOf(actor('admin', null), action as Action)).toEqual({ teamIds: [] });
    }
  });

  it('lets nobody approve or reject their own request', () => {
    for (const role of ['approver', 'dba'] as const) {
      for (const action of ['change-request.approve', 'change-request.reject'] as const) {
        expect(can(actor(role, null), action, { teamId: own, requesterId: me })).toEqual({
          allowed: false,
          code: 'own-request',
          params: {},
        });
      }
    }
  });

  it('lets only the requester revise and cancel', () => {
    for (const action of ['change-request.revise', 'change-request.cancel'] as const) {
      expect(can(actor('developer', own), action, { teamId: own, requesterId: someoneElse }).allowed).toBe(false);
    }
  });

  it('lets no administrator disable themselves or change their own roles', () => {
    for (const action of ['account.disable', 'account.grant'] as const) {
      expect(can(actor('admin', null), action, { teamId: null, accountId: me }).allowed).toBe(false);
    }
  });

  it('throws the refusal as a problem that names the action', () => {
    expect(() => {
      authorize(actor('developer', own), 'team.create', { teamId: null });
    }).toThrow(expect.objectContaining({ code: 'not-allowed', params: { action: 'team.create' } }));
  });

  it('reads grants of several teams together', () => {
    const two: Actor = {
      ...actor('developer', own),
      grants: [
        { role: 'developer', teamId: own },
        { role: 'approver', teamId: other },
        { role: 'approver', teamId: own },
      ],
    };
    expect(scopeOf(two, 'change-request.file')).toEqual({ teamIds: [own, other] });
    expect(scopeOf(two, 'cluster.check')).toEqual({ teamIds: [] });
  });
});
