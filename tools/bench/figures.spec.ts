import { judge, median, percentile, renderFigure } from './figures.ts';

describe('figures', () => {
  it('takes percentiles by the nearest rank', () => {
    const values = Array.from({ length: 100 }, (_, i) => 100 - i);
    expect(percentile(values, 0.95)).toBe(95);
    expect(percentile([7], 0.95)).toBe(7);
    expect(median([3, 1, 2])).toBe(2);
    expect(() => percentile([], 0.5)).toThrow('no values');
  });

  it('judges the median of the rounds against the bound', () => {
    const figure = { name: 'a', unit: 'ms', bound: 50 };
    expect(judge({ ...figure, rounds: [49, 51, 50, 10, 90] })).toBe('holds');
    expect(judge({ ...figure, rounds: [49, 51, 51] })).toBe('exceeded');
  });

  it('never takes a figure that was not measured for one that holds', () => {
    const figure = { name: 'memory', unit: 'MB', bound: 1, rounds: [] };
    expect(judge(figure)).toBe('not measured');
    expect(renderFigure(figure)).toContain('not measured');
  });
});
