// Whether an index could look up what a condition asks for.
import { columnOf, isNode, type Node } from './nodes.js';

const comparisons = new Set(['=', '<=>', '<', '<=', '>', '>=', 'IN', 'BETWEEN', 'IS']);

/**
 * @param leading the columns that indexes begin with, in lower case
 * @returns false: every row is read. A column inside a function or before `LIKE '%x'` finds nothing in an index.
 */
export function canUseIndex(where: unknown, leading: ReadonlySet<string>): boolean {
  if (!isNode(where) || where['type'] !== 'binary_expr') return false;
  const operator = String(where['operator']).toUpperCase();
  if (operator === 'AND') return operandsOf(where).some((operand) => canUseIndex(operand, leading));
  if (operator === 'OR') return operandsOf(where).every((operand) => canUseIndex(operand, leading));
  if (!comparisons.has(operator) && !(operator === 'LIKE' && hasFixedStart(where))) return false;
  const sides = operator === 'IN' || operator === 'BETWEEN' ? [where['left']] : [where['left'], where['right']];
  return sides.some((side) => leading.has(columnOf(side) ?? ''));
}

/** `a OR b OR c` nests to the left, as deep as there are terms: walked, not recursed into. */
function operandsOf(chain: Node): unknown[] {
  const operands: unknown[] = [];
  let rest: unknown = chain;
  while (isNode(rest) && rest['type'] === 'binary_expr' && rest['operator'] === chain['operator']) {
    operands.push(rest['right']);
    rest = rest['left'];
  }
  return [...operands, rest];
}

function hasFixedStart(like: Node): boolean {
  const pattern = isNode(like['right']) ? like['right']['value'] : undefined;
  return typeof pattern === 'string' && !/^[%_]/.test(pattern);
}
