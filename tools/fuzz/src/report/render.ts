// The tally as text, for the terminal and for docs/evidence.
import { sum, type Row, type Tally } from './tally.ts';

const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(0)}%`);

/** A table in Markdown, padded so that it reads in a terminal too. */
export function renderGroup(title: string, rows: Iterable<Row>): string {
  const head = [
    title,
    'cases',
    'changed',
    'exact',
    'partial',
    'conflict',
    'refused',
    'aborted',
    'invalid',
    '**wrong**',
  ];
  const sorted = [...rows].sort((a, b) => (a.name < b.name ? -1 : 1));
  const body = sorted.map((row) => [
    row.name,
    String(row.cases),
    percent(row.changed, row.cases),
    ...[row.exact, row.partial, row.conflict, sum(row.refused), sum(row.aborted), row.invalid, row.wrong].map(String),
  ]);
  const widths = head.map((cell, i) => Math.max(...[head, ...body].map((line) => (line[i] ?? cell).length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(' | ')} |`;
  const rule = `|${widths.map((width, i) => (i === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [line(head), rule, ...body.map(line)].join('\n');
}

export function renderReasons(tally: Tally, kind: 'refused' | 'aborted'): string {
  const rows = [...(tally.groups.get('form')?.values() ?? [])].filter((row) => row[kind].size > 0);
  return rows
    .map((row) => {
      const reasons = [...row[kind]].sort((a, b) => b[1] - a[1]).map(([reason, count]) => `${reason} ${String(count)}`);
      return `- ${row.name}: ${reasons.join('; ')}`;
    })
    .join('\n');
}

export function renderReport(tally: Tally): string {
  const sections = [...tally.groups].map(([title, rows]) => renderGroup(title, rows.values()));
  return [
    ...sections.map((section, i) => (i === 0 ? `${section}` : section)),
    renderGroup('all', [tally.total]),
    `Refused by reason:\n\n${renderReasons(tally, 'refused')}`,
    `Then: ${[...tally.refusedThen].map(([then, count]) => `${then} ${String(count)}`).join('; ') || 'none'}.`,
    renderSecond(tally),
    `Aborted by reason:\n\n${renderReasons(tally, 'aborted') || '- none'}`,
  ].join('\n\n');
}

function renderSecond({ secondCases, equal, explained }: Tally): string {
  const causes = [...explained].map(([cause, count]) => `\n- ${cause}: ${String(count)}`).join('');
  return `Second judge, the row events of the binary log: ${String(secondCases)} runs, ${String(equal)} statements whose images hold exactly the rows that changed.${causes === '' ? '' : ` Explained:\n${causes}`}`;
}
