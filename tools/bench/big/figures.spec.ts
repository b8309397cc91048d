import { judge, type Figure } from '../figures.ts';
import { bigFigures, renderRuns } from './figures.ts';
import { oursName, plainChunksName, type Run } from './measure.ts';

const run = (more: Partial<Run>): Run => ({
  rows: 100_000,
  operation: 'update',
  peer: oursName,
  round: 1,
  milliseconds: 1_600,
  backMilliseconds: 3_200,
  chunks: 50,
  overIdleMiB: [10, 64],
  load: 0.5,
  ...more,
});
const plain = (round: number, milliseconds: number): Run => ({
  rows: 100_000,
  operation: 'update',
  peer: plainChunksName,
  round,
  milliseconds,
  load: 0.5,
});

function figure(runs: readonly Run[], name: string): Figure {
  const found = bigFigures(runs).find((one) => one.name.includes(name));
  if (found === undefined) throw new Error(name);
  return found;
}

describe('figures of big changes', () => {
  it('measures ours against the plain statement of the same round', () => {
    const runs = [run({}), plain(1, 1_000), run({ round: 2, milliseconds: 3_200 }), plain(2, 2_000)];
    expect(figure(runs, 'same chunks')).toMatchObject({ rounds: [1.6, 1.6], bound: 1.6 });
    expect(judge(figure(runs, 'same chunks'))).toBe('holds');
    expect(judge(figure([run({ milliseconds: 1_601 }), plain(1, 1_000)], 'same chunks'))).toBe('exceeded');
  });

  it('does not pass without a base', () => {
    expect(judge(figure([run({})], 'same chunks'))).toBe('not measured');
  });

  it('asks no ratio of what runs in one transaction', () => {
    expect(bigFigures([run({ chunks: 0 })]).map(({ name }) => name)).not.toContainEqual(
      expect.stringContaining('same chunks'),
    );
  });

  it('bounds the undo by its run, and the memory of both', () => {
    expect(judge(figure([run({})], 'undo / run'))).toBe('holds');
    expect(judge(figure([run({ backMilliseconds: 3_300 })], 'undo / run'))).toBe('exceeded');
    expect(judge(figure([run({})], 'memory'))).toBe('holds');
    expect(judge(figure([run({ overIdleMiB: [65, 1] })], 'memory'))).toBe('exceeded');
  });

  it('fails a table that is not what it was, and says so', () => {
    expect(judge(figure([run({ cameBack: true })], 'other than before'))).toBe('holds');
    expect(judge(figure([run({ cameBack: false })], 'other than before'))).toBe('exceeded');
    expect(renderRuns([run({ cameBack: false })]).join('\n')).toContain('DID NOT COME BACK');
  });
});
