// By which columns a condition could be looked up in an index.
import { columnOf, isNode, nodesIn, type Node } from './nodes.js';

const comparisons = new Set(['=', '<=>', '<', '<=', '>', '>=', 'IN', 'BETWEEN', 'IS']);

/** Empty: no index on any column helps, so every row is read. Columns inside functions and `LIKE '%x'` do not count. */
export function searchableColumns(where: unknown): ReadonlySet<string> {
  if (!isNode(where) || where['type'] !== 'binary_expr') return new Set();
  const operator = String(where['operator']).toUpperCase();
  if (operator === 'AND') return new Set([...searchableColumns(where['left']), ...searchableColumns(where['right'])]);
  if (operator === 'OR') {
    const sides = [searchableColumns(where['left']), searchableColumns(where['right'])];
    return sides.every((side) => side.size > 0) ? new Set(sides.flatMap((side) => [...side])) : new Set();
  }
  if (!comparisons.has(operator) && !(operator === 'LIKE' && hasFixedStart(where))) return new Set();
  const sides = operator === 'IN' || operator === 'BETWEEN' ? [where['left']] : [where['left'], where['right']];
  return new Set(sides.map(columnOf).filter((column) => column !== undefined));
}

function hasFixedStart(like: Node): boolean {
  const pattern = isNode(like['right']) ? like['right']['value'] : undefined;
  return typeof pattern === 'string' && !/^[%_]/.test(pattern);
}

/** Every column that a part of the tree names. */
export function columnsIn(value: unknown): ReadonlySet<string> {
  return new Set([...nodesIn(value)].map(columnOf).filter((column) => column !== undefined));
}
