// node-sql-parser's tree as far as the rules look at it. Nothing here trusts its shape.

export type Node = Readonly<Record<string, unknown>>;

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The node itself and every node below it. Not recursive: thousands of ORs are as many levels. */
export function* nodesIn(value: unknown): Generator<Node> {
  const waiting = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (Array.isArray(next)) {
      waiting.push(...(next as unknown[]));
    } else if (isNode(next)) {
      yield next;
      waiting.push(...Object.values(next));
    }
  }
}

/** The column of a column reference, in lower case. */
export function columnOf(value: unknown): string | undefined {
  if (!isNode(value) || value['type'] !== 'column_ref') return undefined;
  const column = value['column'];
  return typeof column === 'string' ? column.toLowerCase() : undefined;
}

/** Every column that a part of the tree names. */
export function columnsIn(value: unknown): ReadonlySet<string> {
  return new Set([...nodesIn(value)].map(columnOf).filter((column) => column !== undefined));
}
