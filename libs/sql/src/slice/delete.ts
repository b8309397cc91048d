import type { DeleteSlice, TableReference } from '../types.js';
import { findCtes, type Cte } from './ctes.js';
import { readHead } from './head.js';
import { NotUnderstood, type Reader } from './reader.js';
import { readNamedTable, readTableReferences } from './tables.js';
import { readTail } from './tail.js';
import { tableCalled } from './update.js';

interface Form {
  readonly multiTable: boolean;
  readonly refsAt: number;
  readonly refsEnd: number;
  readonly tables: readonly TableReference[];
  readonly targets: readonly TableReference[];
  readonly captureFrom: string;
}

/** `DELETE … FROM t …`, `DELETE t FROM refs …` and `DELETE FROM t USING refs …`. Throws NotUnderstood. */
export function sliceDelete(reader: Reader): DeleteSlice {
  const { next, verbAt, ...head } = readHead(reader, ['LOW_PRIORITY', 'QUICK', 'IGNORE']);
  const ctes = findCtes(reader);
  const form = readForm(reader, next, ctes);
  const { refsAt, refsEnd, ...rest } = form;
  const refs = reader.range(refsAt, refsEnd);
  return {
    kind: 'DELETE',
    statement: reader.statement,
    with: head.with,
    head: { start: reader.range(verbAt, verbAt + 1).start, end: refs.start },
    modifiers: head.modifiers,
    hints: head.hints,
    refs,
    ...rest,
    ...readTail(reader, refsEnd),
  };
}

function readForm(reader: Reader, at: number, ctes: readonly Cte[]): Form {
  const end = reader.length;
  const tailAt = reader.find(at, end, (i) => reader.is(i, 'WHERE', 'ORDER', 'LIMIT'));
  if (!reader.is(at, 'FROM')) {
    const fromAt = reader.find(at, tailAt, (i) => reader.is(i, 'FROM'));
    return multiTable(reader, at, fromAt, tailAt, ctes);
  }
  const usingAt = reader.find(at, tailAt, (i) => reader.is(i, 'USING'));
  if (usingAt < tailAt) return multiTable(reader, at + 1, usingAt, tailAt, ctes);
  return singleTable(reader, at + 1, tailAt, ctes);
}

function singleTable(reader: Reader, at: number, end: number, ctes: readonly Cte[]): Form {
  const named = readNamedTable(reader, at, ctes);
  if (named.next !== end) throw new NotUnderstood(reader.tokens[named.next]);
  return {
    multiTable: false,
    refsAt: at,
    refsEnd: end,
    tables: [named.reference],
    targets: [named.reference],
    captureFrom: inSelectOrder(reader, at, end, named),
  };
}

/** DELETE takes the alias before PARTITION, SELECT wants it behind. */
function inSelectOrder(
  reader: Reader,
  at: number,
  end: number,
  { aliasAt, partitionAt }: { aliasAt: number; partitionAt: number },
): string {
  const cut = (from: number, to: number): string => {
    const { start, end: stop } = reader.range(from, to);
    return reader.statement.expanded.slice(start, stop);
  };
  if (aliasAt === -1 || partitionAt === -1 || partitionAt < aliasAt) return cut(at, end);
  return `${cut(at, aliasAt)} ${cut(partitionAt, end)} ${cut(aliasAt, partitionAt)}`;
}

/** `at` begins the list of targets, `wordAt` is the FROM or USING behind it. */
function multiTable(reader: Reader, at: number, wordAt: number, end: number, ctes: readonly Cte[]): Form {
  const tables = readTableReferences(reader, wordAt + 1, end, ctes);
  const targets = reader.splitAtCommas(at, wordAt).map((part) => {
    const { parts, next } = reader.qualifiedName(part.from);
    const isStar = reader.symbol(next, '.') && reader.symbol(next + 1, '*');
    const [name, schema] = parts.toReversed();
    const target = name === undefined || parts.length > 2 ? undefined : tableCalled(tables, schema, name);
    if (target === undefined || (isStar ? next + 2 : next) !== part.end)
      throw new NotUnderstood(reader.tokens[part.from]);
    return target;
  });
  const { start, end: stop } = reader.range(wordAt + 1, end);
  return {
    multiTable: true,
    refsAt: wordAt + 1,
    refsEnd: end,
    tables,
    targets,
    captureFrom: reader.statement.expanded.slice(start, stop),
  };
}
