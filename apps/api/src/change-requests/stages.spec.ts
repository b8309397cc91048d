import { executionTransitions, requestTransitions } from '@sluice/change';
import { dispatchedStages } from './stages.js';

const taken = (of: 'request' | 'execution'): string[] =>
  Object.values(dispatchedStages)
    .filter((stage) => stage.of === of)
    .flatMap((stage) => [...stage.takes]);

describe('the stages', () => {
  it('take each status at most once', () => {
    for (const kind of ['request', 'execution'] as const) expect(new Set(taken(kind)).size).toBe(taken(kind).length);
  });

  it('leave no execution standing that still has a way to go', () => {
    const open = executionTransitions.filter((way) => way.to.length > 0).map((way) => way.from);
    // A half-run waits for a person.
    const own = open.filter((status) => status !== 'half-run');
    expect(taken('execution').sort()).toEqual([...own].sort());
  });

  it('take of the requests exactly what nobody else moves on', () => {
    const byStage = requestTransitions.filter((way) => ['analyse', 'plan', 'close'].includes(way.act));
    expect(taken('request').sort()).toEqual(byStage.flatMap((way) => [...way.from]).sort());
  });
});
