import { differingColumns, masked } from './mask.ts';
import { differences, type Content } from './snapshot.ts';

const content = (...rows: string[][]): Content =>
  new Map([['t', { definition: '', columns: ['id', 'at', 'n'], rows }]]);

describe('the mask', () => {
  it('finds the columns that a clock or a counter decides, whatever the order of the rows', () => {
    const one = content(['1', '10:00', 'a'], ['2', '10:00', 'b']);
    const other = content(['2', '10:01', 'b'], ['1', '10:01', 'a']);
    expect([...differingColumns(one, other)]).toEqual(['t.at']);
  });

  it('hides them, and nothing else', () => {
    const mask = new Set(['t.at']);
    const one = masked(content(['1', '10:00', 'a']), mask);
    expect(differences(one, masked(content(['1', '10:01', 'a']), mask))).toEqual([]);
    expect(differences(one, masked(content(['1', '10:00', 'b']), mask))).toHaveLength(1);
  });

  it('still counts the rows of a table that it hides as a whole', () => {
    const mask = new Set(['t.*']);
    const one = masked(content(['1', '10:00', 'a']), mask);
    expect(differences(one, masked(content(['2', '10:01', 'b']), mask))).toEqual([]);
    expect(differences(one, masked(content(), mask))).toHaveLength(1);
  });
});
