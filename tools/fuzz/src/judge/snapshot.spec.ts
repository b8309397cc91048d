import { withLedger } from '../writers.ts';
import { describeDifferences, differences, type Content } from './snapshot.ts';

const content = (rows: readonly (readonly string[])[], definition = 'CREATE'): Content =>
  new Map([['t', { definition, columns: ['id', 'n', 'w'], rows }]]);

const before = content([
  ['1', 'a', '0'],
  ['2', 'b', '0'],
  ['2', 'b', '0'],
]);

describe('the comparison', () => {
  it('does not mind the order of rows', () => {
    expect(
      differences(
        before,
        content([
          ['2', 'b', '0'],
          ['1', 'a', '0'],
          ['2', 'b', '0'],
        ]),
      ),
    ).toEqual([]);
  });

  it('counts equal rows', () => {
    const found = differences(
      before,
      content([
        ['1', 'a', '0'],
        ['2', 'b', '0'],
      ]),
    );
    expect(describeDifferences(found)).toBe('table t:\n  - id=2 | n=b | w=0');
  });

  it('sees another definition, a missing table and a new one', () => {
    expect(differences(before, content([...(before.get('t')?.rows ?? [])], 'CREATE other'))).toMatchObject([
      { definition: true },
    ]);
    expect(differences(before, new Map())).toHaveLength(1);
    expect(differences(new Map(), before)).toHaveLength(1);
  });

  it('expects what writers committed, and nothing less', () => {
    const ledger = { bumps: new Map([['1', 2]]), rows: [['9', 'z', '0']], table: 't', id: 'id', counter: 'w' };
    const expected = withLedger(before, ledger);
    expect(expected.get('t')?.rows).toContainEqual(['1', 'a', '2']);
    expect(expected.get('t')?.rows).toContainEqual(['9', 'z', '0']);
    expect(differences(expected, before)).not.toEqual([]);
  });
});
