// Signed heads, one JSON a line, in a file outside the database: whoever cuts the chain there, or computes it anew, does
// not reach this file.
import { appendFile, readFile } from 'node:fs/promises';
import { auditHeadSchema, type AuditHead } from './audit-head.js';

/** Heads in the order of the file; `damaged` counts lines that are none. A missing file is empty. */
export async function readHeadsFile(path: string): Promise<{ heads: AuditHead[]; damaged: number }> {
  const heads: AuditHead[] = [];
  let damaged = 0;
  for (const line of (await textOf(path)).split('\n')) {
    if (line === '') continue;
    const head = auditHeadSchema.safeParse(jsonOrNull(line));
    if (head.success) heads.push(head.data);
    else damaged += 1;
  }
  return { heads, damaged };
}

export async function appendHeads(path: string, heads: readonly AuditHead[]): Promise<void> {
  await appendFile(path, heads.map((head) => `${JSON.stringify(head)}\n`).join(''), { mode: 0o600 });
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

function jsonOrNull(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
