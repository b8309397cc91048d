import { readOptions } from './options.ts';

describe('options of the benchmark', () => {
  it('measures everything by default', () => {
    expect(readOptions([])).toEqual({
      portal: true,
      changes: true,
      rows: [1_000, 100_000, 1_000_000],
      rounds: 3,
      oursOnly: false,
      profile: false,
      keep: undefined,
    });
  });

  it('takes sizes, and one half of it', () => {
    expect(readOptions(['--rows', '1000,5', '--only', 'changes'])).toMatchObject({
      portal: false,
      changes: true,
      rows: [1_000, 5],
    });
  });

  it.each([['--rows', '1e5'], ['--rows', '0'], ['--rounds', 'x'], ['--only', 'speed'], ['--quick']])(
    'refuses %s %s with its usage',
    (...args) => {
      const said = jest.spyOn(console, 'error').mockImplementation(() => undefined);
      expect(readOptions(args)).toBeUndefined();
      expect(said).toHaveBeenCalledWith(expect.stringContaining('Usage'));
      said.mockRestore();
    },
  );
});
