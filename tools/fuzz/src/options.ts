import { parseArgs } from 'node:util';

export interface Options {
  readonly cases: number;
  readonly seed: number;
  /** Only the case of this index. */
  readonly only: number | null;
  /** Only forms whose name contains it. */
  readonly form: string | null;
  /** Only conditions whose name contains it, where the form leaves the choice. */
  readonly condition: string | null;
  readonly shrink: boolean;
  /** Where to write the summary too. */
  readonly out: string | null;
  readonly verbose: boolean;
  /** No processes of their own: every case through the stage services. */
  readonly stagesOnly: boolean;
}

/** @throws TypeError on an unknown option or a number that is none */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      cases: { type: 'string', default: '1500' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string' },
      form: { type: 'string' },
      condition: { type: 'string' },
      shrink: { type: 'boolean', default: false },
      out: { type: 'string' },
      verbose: { type: 'boolean', default: false },
      'stages-only': { type: 'boolean', default: false },
    },
  });
  const number = (text: string, name: string): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < 0) throw new TypeError(`--${name} takes a whole number, not ${text}`);
    return value;
  };
  return {
    cases: number(values.cases, 'cases'),
    seed: number(values.seed, 'seed'),
    only: values.only === undefined ? null : number(values.only, 'only'),
    form: values.form ?? null,
    condition: values.condition ?? null,
    shrink: values.shrink,
    out: values.out ?? null,
    verbose: values.verbose,
    stagesOnly: values['stages-only'],
  };
}
