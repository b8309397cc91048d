// The expected result of a check as people type it: one row a line, cells separated by tabs or `|`. NULL without quotes is
// NULL; `"…"` quotes a cell that holds a separator, a quote (doubled) or the word NULL.
import type { Check } from '@sluice/contracts';

type Result = Check['expected'];

export function parseResult(text: string): Result {
  const lines = text.split(/\r?\n/);
  while (lines.length > 0 && lines.at(-1)?.trim() === '') lines.pop();
  return lines.map((line) => splitCells(line).map(readCell));
}

export function formatResult(rows: Result): string {
  return rows.map((row) => row.map(writeCell).join(' | ')).join('\n');
}

function splitCells(line: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    if (!quoted && (character === '|' || character === '\t')) {
      cells.push(cell);
      cell = '';
    } else cell += character;
  }
  return [...cells, cell];
}

function readCell(cell: string): string | null {
  const trimmed = cell.trim();
  if (trimmed === 'NULL') return null;
  const quoted = /^"([\s\S]*)"$/.exec(trimmed)?.[1];
  return quoted === undefined ? trimmed : quoted.replaceAll('""', '"');
}

function writeCell(cell: string | null): string {
  if (cell === null) return 'NULL';
  const plain = cell !== 'NULL' && cell === cell.trim() && !/["|\t]/.test(cell);
  return plain ? cell : `"${cell.replaceAll('"', '""')}"`;
}
