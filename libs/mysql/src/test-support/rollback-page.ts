// Reads docs/rollback.md: its example schema, and its rows. For database specs of this room only.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { split, sqlMode } from '@sluice/sql';

const verdicts = ['exact', 'partial', 'none', 'not run', 'stopped', 'in chunks', 'whole'] as const;
export type PageVerdict = (typeof verdicts)[number];

export interface PageRow {
  readonly section: string;
  readonly what: string;
  readonly verdict: PageVerdict;
  /** Codes; none for `exact`. */
  readonly reasons: readonly string[];
  /** Statements, or what the target is like. */
  readonly example: string;
}

const page = readFileSync(join(__dirname, '../../../../docs/rollback.md'), 'utf8');

/** The statements of the first fenced block. */
export function exampleSchema(): string[] {
  const [, sql = ''] = /^```sql\n([\s\S]*?)^```$/m.exec(page) ?? [];
  return split(sql, sqlMode('', '9.0.0')).statements.map(({ text }) => text);
}

/** Rows of four cells whose second is a verdict and whose last is code. */
export function pageRows(): PageRow[] {
  let section = '';
  return page.split('\n').flatMap((line) => {
    section = /^## (.*)$/.exec(line)?.[1] ?? section;
    const cells = line.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
    const [, what = '', verdict = '', reason = '', example = '', end] = cells;
    const known = verdicts.find((one) => one === code(verdict));
    if (end !== '' || known === undefined || code(example) === '') return [];
    const reasons = reason === '' ? [] : reason.split(', ').map(code);
    return [{ section, what, verdict: known, reasons, example: code(example) }];
  });
}

/** Every reason that a plan may give, out of the conditions' own source. */
export function plannedReasons(): string[] {
  const folder = join(__dirname, '../../../rollback/src/conditions');
  const sources = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const codes = sources.flatMap((source) => [
    ...source.matchAll(/(?:notUndoable|notRunnable|partlyUndoable)\(([^;]*?),? *[{)]/g),
  ]);
  return [
    ...new Set(codes.flatMap(([, argument = '']) => [...argument.matchAll(/'([a-z-]+)'/g)].map(([, c = '']) => c))),
  ];
}

/** Between its backticks; two of them where the text has one itself. */
function code(cell: string): string {
  return (/^``\s(.*)\s``$/.exec(cell) ?? /^`(.*)`$/.exec(cell))?.[1] ?? '';
}
