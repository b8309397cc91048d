import type { Finding, Role } from '@sluice/contracts';
import { isApproved, requirementsFor, satisfy } from './requirements.js';
import { riskOf } from './risk.js';

const finding = (code: Finding['code'], severity: Finding['severity']): Finding => ({
  code,
  params: {},
  severity,
  statement: 1,
});
const rows = (count: number) => ({ rows: count, atLeast: false });

describe('riskOf', () => {
  it.each([
    ['one row', { rows: rows(1) }, 'low'],
    ['a thousand rows', { rows: rows(1_000) }, 'medium'],
    ['rows that nobody counted', { rows: null }, 'medium'],
    ['rows of which only some were counted', { rows: { rows: 1, atLeast: true } }, 'medium'],
    ['ten thousand rows', { rows: rows(10_000) }, 'high'],
    ['ten thousand rows of a staging copy', { rows: rows(10_000), production: false }, 'medium'],
    ['a warning', { findings: [finding('full-scan', 'warn')] }, 'medium'],
    ['a note', { findings: [finding('full-scan', 'note')] }, 'low'],
    ['no WHERE', { findings: [finding('no-where', 'warn')] }, 'high'],
    ['no exact undo', { verdict: 'partial' as const }, 'medium'],
    ['no undo at all, even in staging', { verdict: 'none' as const, production: false }, 'high'],
  ])('%s', (_, facts, risk) => {
    expect(riskOf({ verdict: 'exact', findings: [], rows: rows(1), production: true, ...facts })).toBe(risk);
  });
});

describe('requirementsFor', () => {
  const facts = { verdict: 'exact', risk: 'low', findings: [], runnable: true } as const;
  it('asks an approver or a DBA by default', () => {
    expect(requirementsFor(facts)).toEqual({ approvable: true, requirements: [['approver', 'dba']] });
  });
  it.each([{ verdict: 'partial' as const }, { verdict: 'none' as const }, { risk: 'high' as const }])(
    'asks a DBA too for %j',
    (more) => {
      expect(requirementsFor({ ...facts, ...more })).toMatchObject({ requirements: [['approver', 'dba'], ['dba']] });
    },
  );
  it('lets nobody approve what blocks or cannot run', () => {
    expect(requirementsFor({ ...facts, findings: [finding('unknown-table', 'block')] })).toEqual({ approvable: false });
    expect(requirementsFor({ ...facts, runnable: false })).toEqual({ approvable: false });
  });
});

describe('satisfy', () => {
  const both = [['approver', 'dba'], ['dba']] as const;
  const by = (accountId: number, ...roles: Role[]) => ({ accountId, roles });
  it('takes one click of a DBA for everything', () => {
    expect(isApproved(satisfy(both, [by(2, 'dba')], 1))).toBe(true);
  });
  it('leaves open what the role does not cover', () => {
    const states = satisfy(both, [by(2, 'approver', 'developer')], 1);
    expect(states.map((state) => state.satisfiedBy)).toEqual([2, null]);
    expect(isApproved(states)).toBe(false);
    expect(isApproved(satisfy(both, [by(2, 'approver'), by(3, 'dba')], 1))).toBe(true);
  });
  it('never counts the requester', () => {
    expect(isApproved(satisfy(both, [by(1, 'dba', 'approver')], 1))).toBe(false);
  });
  it('counts what a rollback inherits, whoever asks for it', () => {
    expect(isApproved(satisfy(both, [{ ...by(1, 'dba'), inherited: true }], 1))).toBe(true);
  });
  it('approves nothing without a requirement or an approval', () => {
    expect(isApproved(satisfy([], [by(2, 'dba')], 1))).toBe(false);
    expect(isApproved(satisfy(both, [], 1))).toBe(false);
  });
});
