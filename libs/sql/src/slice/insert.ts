import type { ColumnName, InsertRow, InsertSlice, InsertSource, Range, TableReference } from '../types.js';
import { isBareDefault, readAssignments, readColumn } from './assignments.js';
import { readHead } from './head.js';
import { NotUnderstood, type Reader } from './reader.js';
import { isQueryBracket, readPartitions } from './tables.js';

/** `INSERT|REPLACE [modifiers] [INTO] t [PARTITION (…)] [(columns)] source [AS row] [ON DUPLICATE KEY UPDATE …]`. Throws NotUnderstood. */
export function sliceInsert(reader: Reader, kind: 'INSERT' | 'REPLACE'): InsertSlice {
  const { next, verbAt, ...head } = readHead(reader, ['LOW_PRIORITY', 'HIGH_PRIORITY', 'DELAYED', 'IGNORE']);
  const tableAt = reader.is(next, 'INTO') ? next + 1 : next;
  const { table, next: afterTable } = readTarget(reader, tableAt);
  const list = readColumnList(reader, afterTable);
  const duplicateAt = reader.find(
    list.next,
    reader.length,
    (i) => reader.is(i, 'ON') && reader.is(i + 1, 'DUPLICATE') && reader.is(i + 2, 'KEY'),
  );
  const { source, next: afterSource } = readSource(reader, list.next, duplicateAt);
  return {
    kind,
    statement: reader.statement,
    with: head.with,
    head: { start: reader.range(verbAt, verbAt + 1).start, end: reader.range(tableAt, tableAt + 1).start },
    modifiers: head.modifiers,
    hints: head.hints,
    table,
    columns: list.columns,
    columnList: list.range,
    source,
    rowAlias: readRowAlias(reader, afterSource, duplicateAt),
    onDuplicate: duplicateAt < reader.length ? readOnDuplicate(reader, duplicateAt) : undefined,
  };
}

/** No alias here: VALUE, a word that could be one, begins the source. */
function readTarget(reader: Reader, at: number): { table: TableReference; next: number } {
  const { parts, next: afterName } = reader.qualifiedName(at);
  const [table, schema] = parts.toReversed();
  if (table === undefined || parts.length > 2) throw new NotUnderstood(reader.tokens[at]);
  const { partitions, next } = readPartitions(reader, afterName);
  return { table: { schema, table, alias: undefined, range: reader.range(at, next), isCte: false, partitions }, next };
}

function readColumnList(
  reader: Reader,
  at: number,
): { columns: readonly ColumnName[] | undefined; range: Range | undefined; next: number } {
  if (!reader.symbol(at, '(') || isQueryBracket(reader, at)) return { columns: undefined, range: undefined, next: at };
  const next = reader.afterBracket(at);
  const columns = reader.splitAtCommas(at + 1, next - 1).map((part) => {
    const { column, next: behind } = readColumn(reader, part.from);
    if (behind !== part.end) throw new NotUnderstood(reader.tokens[behind]);
    return column;
  });
  return { columns, range: reader.range(at, next), next };
}

function readSource(reader: Reader, at: number, end: number): { source: InsertSource; next: number } {
  if (reader.is(at, 'SET')) {
    const next = reader.find(at + 1, end, (i) => reader.is(i, 'AS'));
    const assignments = readAssignments(reader, at + 1, next);
    return { source: { form: 'set', range: reader.range(at, next), assignments }, next };
  }
  if (reader.is(at, 'VALUES', 'VALUE') && reader.symbol(at + 1, '(')) return readValues(reader, at);
  if (reader.symbol(at, '(') || reader.is(at, 'SELECT', 'WITH', 'TABLE', 'VALUES'))
    return { source: { form: queryForm(reader, at), range: reader.range(at, end) }, next: end };
  throw new NotUnderstood(reader.tokens[at]);
}

function queryForm(reader: Reader, at: number): 'select' | 'table' | 'values-row' {
  if (reader.is(at, 'TABLE')) return 'table';
  return reader.is(at, 'VALUES') ? 'values-row' : 'select';
}

function readValues(reader: Reader, at: number): { source: InsertSource; next: number } {
  const rows: InsertRow[] = [];
  let next = at + 1;
  for (;;) {
    if (!reader.symbol(next, '(')) throw new NotUnderstood(reader.tokens[next]);
    const behind = reader.afterBracket(next);
    const values = reader.splitAtCommas(next + 1, behind - 1).map((part) => ({
      range: reader.range(part.from, part.end),
      isDefault: isBareDefault(reader, part.from, part.end),
    }));
    rows.push({ range: reader.range(next, behind), values });
    next = behind;
    if (!reader.symbol(next, ',')) break;
    next++;
  }
  return { source: { form: 'values', range: reader.range(at, next), rows }, next };
}

function readRowAlias(reader: Reader, at: number, end: number): InsertSlice['rowAlias'] {
  if (at === end) return undefined;
  if (!reader.is(at, 'AS')) throw new NotUnderstood(reader.tokens[at]);
  const columnsAt = at + 2;
  const hasColumns = reader.symbol(columnsAt, '(');
  const next = hasColumns ? reader.afterBracket(columnsAt) : columnsAt;
  if (next !== end) throw new NotUnderstood(reader.tokens[next]);
  const columns = hasColumns ? reader.splitAtCommas(columnsAt + 1, next - 1).map((part) => reader.name(part.from)) : [];
  return { range: reader.range(at, next), name: reader.name(at + 1), columns };
}

function readOnDuplicate(reader: Reader, at: number): NonNullable<InsertSlice['onDuplicate']> {
  if (!reader.is(at + 3, 'UPDATE')) throw new NotUnderstood(reader.tokens[at + 3]);
  return {
    range: reader.range(at, reader.length),
    assignments: readAssignments(reader, at + 4, reader.length),
  };
}
