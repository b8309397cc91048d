// npm run bench -- [--rows 1000,100000] [--rounds 3] [--only portal|changes] [--ours] [--profile] [--keep FILE.json]
import { parseArgs } from 'node:util';

export interface Options {
  readonly portal: boolean;
  readonly changes: boolean;
  readonly rows: readonly number[];
  readonly rounds: number;
  readonly oursOnly: boolean;
  readonly profile: boolean;
  /** Where the raw runs are written; undefined: nowhere. */
  readonly keep: string | undefined;
}

const usage = `Usage: npm run bench -- [options]
  --rows 1000,100000,1000000   sizes of the big UPDATE and DELETE
  --rounds 3                   of which the median counts
  --only portal|changes        speed and memory of a portal, or the big changes
  --ours                       no peers but the plain statement in the same chunks
  --profile                    what ours spends its time on, statement by statement
  --keep FILE.json             write the raw runs there`;

/** Undefined: they make no sense, and the usage was printed. */
export function readOptions(args: readonly string[]): Options | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        rows: { type: 'string', default: '1000,100000,1000000' },
        rounds: { type: 'string', default: '3' },
        only: { type: 'string' },
        ours: { type: 'boolean', default: false },
        profile: { type: 'boolean', default: false },
        keep: { type: 'string' },
      },
    });
    const { only } = values;
    if (only !== undefined && only !== 'portal' && only !== 'changes') throw new Error(`--only ${only}?`);
    return {
      portal: only !== 'changes',
      changes: only !== 'portal',
      rows: values.rows.split(',').map((text) => wholeNumber('--rows', text)),
      rounds: wholeNumber('--rounds', values.rounds),
      oursOnly: values.ours,
      profile: values.profile,
      keep: values.keep,
    };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    return undefined;
  }
}

function wholeNumber(name: string, text: string): number {
  if (!/^[1-9]\d{0,7}$/.test(text)) throw new Error(`${name} ${text}: not a number from 1 to 99999999`);
  return Number(text);
}
