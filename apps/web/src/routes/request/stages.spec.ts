import { requestStatusSchema, type RequestStatus, type RequestView } from '@sluice/contracts';
import { stageStates, stages } from './stages';

function states(status: RequestStatus, part: { approvable?: null; verificationFailed?: boolean; plan?: null } = {}) {
  const view = stageStates({
    status,
    approvable: part.approvable === null ? null : { revisionId: 1, contentHash: '' },
    executions: (part.verificationFailed ? [{ status: 'verification-failed' }] : []) as RequestView['executions'],
    revision: { plan: part.plan === null ? null : {} } as RequestView['revision'],
  });
  return stages.map((stage) => view[stage]).join(' ');
}

test.each([
  ['submitted', 'done current waiting waiting waiting waiting waiting'],
  ['analysed', 'done done current waiting waiting waiting waiting'],
  ['planned', 'done done done current waiting waiting waiting'],
  ['approved', 'done done done done current waiting waiting'],
  ['executing', 'done done done done current waiting waiting'],
  ['executed', 'done done done done done current waiting'],
  ['verified', 'done done done done done done current'],
  ['closed', 'done done done done done done done'],
  ['rolled-back', 'done done done done done done done'],
  ['rejected', 'done done done stopped waiting waiting waiting'],
  ['failed', 'done done done done stopped waiting waiting'],
  ['outcome-unknown', 'done done done done attention waiting waiting'],
] as const)('%s', (status, expected) => {
  expect(states(status)).toBe(expected);
});

test('what cannot run stops at the plan', () => {
  expect(states('planned', { approvable: null })).toBe('done done stopped waiting waiting waiting waiting');
});

test('a failed verification stops there, not at the run', () => {
  expect(states('failed', { verificationFailed: true })).toBe('done done done done done stopped waiting');
});

test('cancelled before there was a plan', () => {
  expect(states('cancelled', { plan: null })).toBe('done done stopped waiting waiting waiting waiting');
});

test('never shows two stages at once', () => {
  for (const status of requestStatusSchema.options) {
    expect(states(status).match(/current|stopped|attention/g)?.length ?? 0).toBeLessThanOrEqual(1);
  }
});
