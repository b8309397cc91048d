import { planned, plannedOther } from '../test-support/planned.js';
import { byKey, imageColumns, keyImageColumns, liveName, sameImageKey, sameKey, storedColumns } from './columns.js';

describe('the columns of an image', () => {
  it('are all of the table’s, invisible and generated ones too, called by their place', () => {
    expect(imageColumns(planned).map(({ live, image, isKey }) => [live, image, isKey])).toEqual([
      ['`id`', 'c1', true],
      ['`part`', 'c2', true],
      ['`u`', 'c3', false],
      ['`e`', 'c4', false],
      ['`j`', 'c5', false],
      ['`v`', 'c6', false],
    ]);
  });

  it('are those of the key in the key’s order', () => {
    const turned = { ...planned, keyColumns: ['part', 'id'] };
    expect(keyImageColumns(turned).map(({ image }) => image)).toEqual(['c2', 'c1']);
    expect(() => keyImageColumns({ ...planned, keyColumns: ['gone'] })).toThrow('key column gone is not a column of t');
  });

  it('are written but for the generated ones', () => {
    expect(storedColumns(planned).map(({ image }) => image)).toEqual(['c1', 'c2', 'c3', 'c4', 'c5']);
  });

  it('are found again by the key alone', () => {
    expect(sameKey(planned, 'i', 't')).toBe('i.c1 = t.`id` AND i.c2 = t.`part`');
    expect(sameImageKey(planned, 'a', 'b')).toBe('a.c1 = b.c1 AND a.c2 = b.c2');
    expect(byKey(planned)).toBe('FORCE INDEX (`PRIMARY`)');
    const byOther = { ...plannedOther, keyColumns: ['n'] };
    const prefix = { name: 'pre', columns: ['n'], plain: false };
    const whole = { name: 'whole', columns: ['n'], plain: true };
    expect(byKey({ ...byOther, uniqueKeys: [prefix, whole] })).toBe('FORCE INDEX (`whole`)');
    expect(byKey({ ...byOther, uniqueKeys: [] })).toBe('FORCE INDEX (`PRIMARY`)');
  });

  it('are those of a table in its schema', () => {
    expect(liveName({ schema: 'a`b', table: 'c' })).toBe('`a``b`.`c`');
  });
});
