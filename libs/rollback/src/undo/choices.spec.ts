import { set } from '../test-support/planned.js';
import { conflictChoices, countObstacles } from './choices.js';

describe('what one can choose where there are conflicts', () => {
  it.each([
    [[false, false], 0, ['stop', 'skip', 'overwrite']],
    [[false, true], 0, ['stop', 'overwrite']],
    [[false], 1, ['stop', 'skip']],
    [[true], 2, ['stop']],
  ])('moved %j, obstacles %i: %j', (moved, obstacles, expected) => {
    const sets = moved.map((movesKeys) => ({ movesKeys }));
    expect(conflictChoices(sets, obstacles)).toEqual(expected);
  });

  it('depends on what overwriting does not settle', () => {
    const of = set('UPDATE r SET n = 1');
    expect(countObstacles(of)).toBe(
      "SELECT COUNT(*) FROM `sluice`.`undo_e_1` WHERE conflict IN ('unique-taken', 'child-added', 'parent-missing')",
    );
    const keyless = { ...of, table: { ...of.table, keyColumns: [] } };
    expect(countObstacles(keyless)).toBe('SELECT COUNT(*) FROM `sluice`.`undo_e_1` WHERE conflict IS NOT NULL');
  });
});
