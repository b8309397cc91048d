import { executionStatusSchema, requestStatusSchema, type ExecutionStatus } from '@sluice/contracts';
import fc from 'fast-check';
import { deriveRequestStatus } from './derive-request-status.js';
import { executionTransitions, mayMoveExecution } from './execution-transitions.js';
import { mayMoveRequest, requestTransitions, statusesFor } from './request-transitions.js';

describe('the ways of a change request', () => {
  it('reaches every status, and leaves each but the exits', () => {
    const reached = new Set(['submitted', ...requestTransitions.flatMap((way) => way.to)]);
    expect([...reached].sort()).toEqual([...requestStatusSchema.options].sort());
    const left = new Set(requestTransitions.flatMap((way) => way.from));
    const exits = requestStatusSchema.options.filter((status) => !left.has(status));
    expect(exits).toEqual(['cancelled', 'rolled-back']);
  });

  it('goes through in the order of the words', () => {
    for (const [act, from, to] of [
      ['analyse', 'submitted', 'analysed'],
      ['plan', 'analysed', 'planned'],
      ['approve', 'planned', 'approved'],
      ['run', 'approved', 'executing'],
      ['run', 'executing', 'executed'],
      ['verify', 'executed', 'verified'],
      ['close', 'verified', 'closed'],
      ['roll-back', 'closed', 'rolled-back'],
    ] as const)
      expect(mayMoveRequest(act, from, to)).toBe(true);
  });

  it.each(['executing', 'executed', 'verified', 'closed', 'outcome-unknown', 'rolled-back', 'cancelled'] as const)(
    'can be neither edited nor cancelled when %s',
    (status) => {
      expect(statusesFor('revise')).not.toContain(status);
      expect(statusesFor('cancel')).not.toContain(status);
    },
  );

  it('never runs what is not approved', () => {
    expect(statusesFor('run')).toEqual(['approved', 'executing']);
  });
});

describe('the ways of an execution', () => {
  it('knows every status once', () => {
    expect(executionTransitions.map((way) => way.from).sort()).toEqual([...executionStatusSchema.options].sort());
  });

  it('never runs again once it had an effect, and never forgets a doubt', () => {
    for (const status of ['executed', 'verified', 'verification-failed', 'half-run', 'continuing'] as const) {
      expect(mayMoveExecution(status, 'pending')).toBe(false);
      if (status !== 'continuing') expect(mayMoveExecution(status, 'running')).toBe(false);
    }
    expect(mayMoveExecution('outcome-unknown', 'running')).toBe(false);
    expect(mayMoveExecution('failed', 'pending')).toBe(false);
  });
});

describe('deriveRequestStatus', () => {
  it.each<[ExecutionStatus[], string]>([
    [['pending', 'pending'], 'approved'],
    [['running'], 'executing'],
    [['executed', 'pending'], 'executing'],
    [['executed', 'failed', 'running'], 'executing'],
    [['executed', 'outcome-unknown', 'running'], 'outcome-unknown'],
    [['continuing'], 'executing'],
    [['half-run'], 'half-run'],
    [['half-run', 'continuing'], 'executing'],
    [['half-run', 'failed', 'executed'], 'half-run'],
    [['executed', 'failed'], 'failed'],
    [['executed', 'verified'], 'executed'],
    [['verification-failed', 'verified'], 'executed'],
    [['verified', 'verified'], 'verified'],
  ])('%j is %s', (executions, status) => {
    expect(deriveRequestStatus(executions)).toBe(status);
  });

  it('moves only along the table when one execution moves', () => {
    const statuses = fc.array(fc.constantFrom(...executionStatusSchema.options), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(statuses, fc.nat(), fc.nat(), (before, at, choice) => {
        const index = at % before.length;
        const ways = executionTransitions.find((way) => way.from === before[index])?.to ?? [];
        const to = ways[choice % Math.max(ways.length, 1)];
        if (to === undefined) return;
        const after = before.map((status, i) => (i === index ? to : status));
        const [was, is] = [deriveRequestStatus(before), deriveRequestStatus(after)];
        const acts = ['run', 'settle', 'continue', 'verify'] as const;
        expect(was === is || acts.some((act) => mayMoveRequest(act, was, is))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
