import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export interface Line {
  readonly kind: string;
  readonly sql: string;
}

/** @throws Error naming the line that is no `{kind, sql}` */
export function readLines(file: string): Line[] {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const lines: Line[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const value: unknown = JSON.parse(line);
    if (!isLine(value)) throw new Error(`${file}:${index + 1}: expected {"kind": …, "sql": …}`);
    lines.push(value);
  }
  return lines;
}

function isLine(value: unknown): value is Line {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    'sql' in value &&
    typeof value.kind === 'string' &&
    typeof value.sql === 'string'
  );
}
