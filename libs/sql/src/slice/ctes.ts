import type { Reader } from './reader.js';

/** One name of a WITH clause, and from which token to which it hides a table of that name. */
export interface Cte {
  readonly name: string;
  readonly from: number;
  readonly end: number;
}

/** Index behind the whole clause that begins at `i` with WITH, and its names. */
export function readWith(reader: Reader, i: number): { ctes: Cte[]; next: number } {
  const isRecursive = reader.is(i + 1, 'RECURSIVE');
  const around = reader.around(i);
  const end = around === -1 ? reader.length : reader.afterBracket(around) - 1;
  const ctes: Cte[] = [];
  let next = isRecursive ? i + 2 : i + 1;
  for (;;) {
    const name = reader.name(next);
    const columns = next + 1;
    const as = reader.symbol(columns, '(') ? reader.afterBracket(columns) : columns;
    const body = as + 1;
    const behind = reader.afterBracket(body);
    ctes.push({ name, from: isRecursive ? body : behind, end });
    if (!reader.symbol(behind, ',')) return { ctes, next: behind };
    next = behind + 1;
  }
}

/** Every WITH clause of the statement: WITH ROLLUP and the like are told apart by the `name AS (` that must follow. */
export function findCtes(reader: Reader): Cte[] {
  const ctes: Cte[] = [];
  for (let i = 0; i < reader.length; i++) if (isWith(reader, i)) ctes.push(...readWith(reader, i).ctes);
  return ctes;
}

function isWith(reader: Reader, i: number): boolean {
  if (!reader.is(i, 'WITH')) return false;
  const name = reader.is(i + 1, 'RECURSIVE') ? i + 2 : i + 1;
  if (!reader.isName(name)) return false;
  const as = reader.symbol(name + 1, '(') ? reader.afterBracket(name + 1) : name + 1;
  return reader.is(as, 'AS') && reader.symbol(as + 1, '(');
}

/** Names of common table expressions compare without case. */
export function isCte(ctes: readonly Cte[], name: string, at: number): boolean {
  return ctes.some((cte) => cte.from <= at && at < cte.end && cte.name.toLowerCase() === name.toLowerCase());
}
