import { requestStatusSchema, type RequestStatus, type Role } from '@sluice/contracts';
import type { Actor } from '../../access/actor.js';
import { allowedActs, type ActsFacts } from './allowed-acts.js';

const actor = (accountId: number, ...roles: Role[]): Actor => ({
  ...{ accountId, login: '', name: '' },
  grants: roles.map((role) => ({ role, teamId: 7 })),
});
const requester = actor(1, 'developer');
const approver = actor(2, 'approver');
const facts: ActsFacts = {
  ...{ status: 'planned', teamId: 7, requesterId: 1, waitsFor: ['approver', 'dba'], decided: false },
  ...{
    rollbackOf: null,
    rollbackOpen: false,
    undoable: false,
    verificationFailed: false,
    inChunks: false,
    takenBack: false,
  },
};

describe('allowedActs', () => {
  it('asks an approver, and lets the requester only edit and cancel', () => {
    const none = {
      approve: false,
      reject: false,
      revise: false,
      cancel: false,
      rollback: false,
      verifyAgain: false,
      stop: false,
      continue: false,
    };
    expect(allowedActs(approver, facts)).toEqual({ ...none, approve: true, reject: true });
    expect(allowedActs(requester, facts)).toEqual({ ...none, revise: true, cancel: true });
  });

  it('never lets someone approve an own request, whatever the role', () => {
    expect(allowedActs(actor(1, 'dba', 'approver', 'admin'), facts).approve).toBe(false);
  });

  it('asks nobody whose role is not asked for (any more), and nobody twice', () => {
    expect(allowedActs(approver, { ...facts, waitsFor: ['dba'] }).approve).toBe(false);
    expect(allowedActs(approver, { ...facts, waitsFor: null }).approve).toBe(false);
    expect(allowedActs(approver, { ...facts, decided: true })).toMatchObject({ approve: false, reject: false });
    expect(allowedActs(actor(3, 'approver'), { ...facts, teamId: 8 }).approve).toBe(false);
  });

  it('offers the way back to requester and approver, once, while the images are there', () => {
    const closed = { ...facts, status: 'closed' as const, waitsFor: null, undoable: true };
    expect(allowedActs(requester, closed).rollback).toBe(true);
    expect(allowedActs(approver, closed).rollback).toBe(true);
    expect(allowedActs(actor(4, 'developer'), closed).rollback).toBe(false);
    for (const no of [
      { undoable: false },
      { rollbackOpen: true },
      { rollbackOf: 3 },
      { status: 'rolled-back' as const },
    ])
      expect(allowedActs(requester, { ...closed, ...no }).rollback).toBe(false);
  });

  it('offers to stop a run in chunks, and to go on with a half-run that nobody takes back', () => {
    const running = { ...facts, status: 'executing' as const, inChunks: true };
    for (const may of [requester, approver, actor(5, 'oncall')]) expect(allowedActs(may, running).stop).toBe(true);
    expect(allowedActs(actor(4, 'developer'), running).stop).toBe(false);
    expect(allowedActs(requester, { ...running, inChunks: false }).stop).toBe(false);
    const half = { ...running, status: 'half-run' as const, undoable: true };
    expect(allowedActs(requester, half)).toMatchObject({
      continue: true,
      rollback: true,
      stop: false,
      cancel: false,
      revise: false,
    });
    expect(allowedActs(actor(5, 'oncall'), half).continue).toBe(false);
    expect(allowedActs(requester, { ...half, rollbackOpen: true, takenBack: true })).toMatchObject({
      continue: false,
      rollback: false,
    });
  });

  it('offers nothing that would touch a change under way', () => {
    const underWay: RequestStatus[] = ['executing', 'outcome-unknown'];
    for (const status of requestStatusSchema.options.filter((each) => underWay.includes(each))) {
      const acts = allowedActs(actor(2, 'dba', 'approver'), { ...facts, status, undoable: true });
      expect(Object.values(acts)).not.toContain(true);
    }
  });
});
