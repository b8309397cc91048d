import type { OrderTerm, Range } from '../types.js';
import { readColumn } from './assignments.js';
import { NotUnderstood, type Reader } from './reader.js';

export interface Tail {
  readonly tail: Range | undefined;
  readonly where: Range | undefined;
  readonly orderBy: readonly OrderTerm[];
  readonly limit: Range | undefined;
}

/** WHERE … ORDER BY … LIMIT … from `from` to the end of the statement. Throws NotUnderstood. */
export function readTail(reader: Reader, from: number): Tail {
  const end = reader.length;
  const orderAt = reader.find(from, end, (i) => reader.is(i, 'ORDER'));
  const limitAt = reader.find(from, end, (i) => reader.is(i, 'LIMIT'));
  const whereEnd = Math.min(orderAt, limitAt);
  if (from < whereEnd && !reader.is(from, 'WHERE')) throw new NotUnderstood(reader.tokens[from]);
  if (limitAt < orderAt && orderAt < end) throw new NotUnderstood(reader.tokens[orderAt]);
  return {
    tail: from < end ? reader.range(from, end) : undefined,
    where: from < whereEnd ? reader.range(from + 1, whereEnd) : undefined,
    orderBy: orderAt < end ? readOrder(reader, orderAt, limitAt) : [],
    limit: limitAt < end ? reader.range(limitAt + 1, end) : undefined,
  };
}

function readOrder(reader: Reader, at: number, end: number): OrderTerm[] {
  if (!reader.is(at + 1, 'BY')) throw new NotUnderstood(reader.tokens[at + 1]);
  return reader.splitAtCommas(at + 2, end).map((part) => {
    const hasDirection = reader.is(part.end - 1, 'ASC', 'DESC') && part.end - part.from > 1;
    const expressionEnd = hasDirection ? part.end - 1 : part.end;
    return {
      expression: reader.range(part.from, expressionEnd),
      descending: hasDirection && reader.is(part.end - 1, 'DESC'),
      column: plainColumn(reader, part.from, expressionEnd),
    };
  });
}

function plainColumn(reader: Reader, from: number, end: number): OrderTerm['column'] {
  if (!reader.isName(from)) return undefined;
  const { column, next } = readColumn(reader, from);
  // NULL, TRUE and the like are words but no columns.
  const isLiteral = next === from + 1 && reader.is(from, 'NULL', 'TRUE', 'FALSE');
  return next === end && !isLiteral ? column : undefined;
}
