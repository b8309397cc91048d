import type { Assignment, TableReference, UpdateSlice } from '../types.js';
import { readAssignments } from './assignments.js';
import { findCtes } from './ctes.js';
import { readHead } from './head.js';
import { NotUnderstood, type Reader } from './reader.js';
import { readNamedTable, readTableReferences } from './tables.js';
import { readTail } from './tail.js';

/** `UPDATE [LOW_PRIORITY] [IGNORE] refs SET … [WHERE …] [ORDER BY …] [LIMIT …]`, one table or many. Throws NotUnderstood. */
export function sliceUpdate(reader: Reader): UpdateSlice {
  const { next: refsAt, verbAt, ...head } = readHead(reader, ['LOW_PRIORITY', 'IGNORE']);
  const setAt = reader.find(refsAt, reader.length, (i) => reader.is(i, 'SET'));
  if (setAt === reader.length || setAt === refsAt) throw new NotUnderstood(reader.tokens[refsAt]);
  const setEnd = reader.find(setAt + 1, reader.length, (i) => reader.is(i, 'WHERE', 'ORDER', 'LIMIT'));
  const ctes = findCtes(reader);
  const tables = readTableReferences(reader, refsAt, setAt, ctes);
  const multiTable = !reader.isName(refsAt) || readNamedTable(reader, refsAt, ctes).next !== setAt;
  const assignments = readAssignments(reader, setAt + 1, setEnd);
  const refs = reader.range(refsAt, setAt);
  return {
    kind: 'UPDATE',
    statement: reader.statement,
    with: head.with,
    head: { start: reader.range(verbAt, verbAt + 1).start, end: refs.start },
    modifiers: head.modifiers,
    hints: head.hints,
    multiTable,
    refs,
    captureFrom: reader.statement.expanded.slice(refs.start, refs.end),
    tables,
    setList: reader.range(setAt + 1, setEnd),
    assignments,
    targets: multiTable ? qualifiedTargets(tables, assignments) : tables,
    ...readTail(reader, setEnd),
  };
}

/** The tables that the assignments' columns are qualified with; undefined as soon as one has no qualifier or names a derived table. */
function qualifiedTargets(
  tables: readonly TableReference[],
  assignments: readonly Assignment[],
): TableReference[] | undefined {
  const targets = new Set<TableReference>();
  for (const { column } of assignments) {
    const target = column.table === undefined ? undefined : tableCalled(tables, column.schema, column.table);
    if (target === undefined) return undefined;
    targets.add(target);
  }
  return [...targets];
}

/** The table that goes by `name` (its alias, else its own name): first as written, then whatever the case. */
export function tableCalled(
  tables: readonly TableReference[],
  schema: string | undefined,
  name: string,
): TableReference | undefined {
  for (const fold of [(text: string) => text, (text: string) => text.toLowerCase()]) {
    const found = tables.filter(
      (table) =>
        fold(table.alias ?? table.table) === fold(name) &&
        (schema === undefined || table.schema === undefined || fold(table.schema) === fold(schema)),
    );
    if (found.length > 1) {
      const exact = found.filter((table) => (schema === undefined) === (table.schema === undefined));
      return exact.length === 1 ? exact[0] : undefined;
    }
    if (found.length === 1) return found[0];
  }
  return undefined;
}
