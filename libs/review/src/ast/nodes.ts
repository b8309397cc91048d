// node-sql-parser's tree as far as the rules look at it. Nothing here trusts its shape.

export type Node = Readonly<Record<string, unknown>>;

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The node itself and every node below it. */
export function* nodesIn(value: unknown): Generator<Node> {
  if (Array.isArray(value)) {
    for (const item of value) yield* nodesIn(item);
  } else if (isNode(value)) {
    yield value;
    for (const child of Object.values(value)) yield* nodesIn(child);
  }
}

/** The column of a column reference, in lower case. */
export function columnOf(value: unknown): string | undefined {
  if (!isNode(value) || value['type'] !== 'column_ref') return undefined;
  const column = value['column'];
  return typeof column === 'string' ? column.toLowerCase() : undefined;
}
