import type { ForeignKeyFacts, TableFacts } from '../facts.js';
import { candidateKeys, keyColumns, rowKey } from '../fingerprint/row-key.js';
import type { Reach, ReachedTable } from '../reach/reach.js';
import { undoWay } from '../undo/way.js';
import { rowTooWide } from './row-too-wide.js';
import { storedGeneratedOverTimestamp } from './stored-generated-over-timestamp.js';
import { includesColumn, notUndoable, tableLabel, type Condition, type Objection, type Subject } from './subject.js';
import { unsupportedColumnType } from './unsupported-column-type.js';

/**
 * Foreign keys delete or change rows of a child, in whatever schema: these are captured like the statement's own. Where a child cannot be, both is
 * said: that the change goes on to it, and what is against it.
 */
export function cascadesFire(subject: Subject): Objection[] {
  const { reach, effects } = subject;
  const logs = effects.logs.map(({ facts }) => ({ table: facts, deletes: false, columns: [] }));
  const unfit = [...reach.unknown, ...reach.keys.filter((key) => !isOneToOne(key, reach) || leadsBack(key, subject))];
  const tables = [...reach.tables, ...logs].flatMap((reached) => {
    const found = againstTable(reached, subject);
    const key = reach.keys.find((each) => isOf(each, reached.table));
    return key && found.some(({ verdict }) => verdict === 'none') ? [cascade(key), ...found] : found;
  });
  return [...unfit.map(cascade), ...tables];
}

function cascade(key: ForeignKeyFacts): Objection {
  return notUndoable('cascades-fire', { table: tableLabel(key.parent), child: tableLabel(key) });
}

/**
 * With foreign keys to what is not unique, a child may have several parents: which of them it follows is not known. And a parent without a row key
 * has images of another kind.
 */
function isOneToOne({ parent, parentColumns }: ForeignKeyFacts, { starts, tables }: Reach): boolean {
  const facts = [...starts, ...tables].map(({ table }) => table).find((one) => isNamed(one, parent));
  const isUnique = facts?.keys.some(
    ({ unique, parts }) =>
      unique &&
      parts.every(({ column, prefix }) => column !== null && prefix === null && includesColumn(parentColumns, column)),
  );
  return isUnique === true && facts !== undefined && rowKey(facts) !== undefined;
}

/** A DELETE may come back to its own table. What else comes back could not be told from what the statement changes itself. */
function leadsBack(key: ForeignKeyFacts, subject: Subject): boolean {
  const { slice, reach, effects } = subject;
  if (effects.logs.some(({ facts }) => isOf(key, facts))) return true;
  if (slice?.kind === 'REPLACE' && readsChild(key, subject)) return true;
  const mayComeBack = slice?.kind === 'DELETE' && effects.ties.length === 0 && !mayMeetMore(subject);
  return !mayComeBack && reach.starts.some(({ table }) => isOf(key, table));
}

/** Its own replacing changes what its source reads; and by its counts, a row that it took could hide behind one that is the same again. */
function readsChild(key: ForeignKeyFacts, { slice, tables }: Subject): boolean {
  const isQuery = slice?.kind === 'REPLACE' && slice.source.form !== 'values' && slice.source.form !== 'set';
  return isQuery && tables.some((table) => isOf(key, table));
}

/**
 * Rows may come to match only when a cascade took or changed what the statement looks at: they would be deleted without an image. Where a cascade
 * also deletes some of its own rows, the counts do not show it. In an inner join alone rows can but cease to match.
 */
function mayMeetMore({ slice, facts, tables, reach }: Subject): boolean {
  if (slice?.kind !== 'DELETE' || !facts) return true;
  // A row that a cascade took first leaves its place within LIMIT to the next.
  if (slice.limit) return true;
  const reached = reach.tables.map(({ table }) => table.table.toLowerCase());
  const isReached = ({ table }: { readonly table: string }): boolean => reached.includes(table.toLowerCase());
  if (slice.with || facts.subqueries.some((subquery) => subquery.tables.some(isReached))) return true;
  if (!slice.multiTable) return false;
  const words = slice.statement.tokens
    .filter(({ kind }) => kind === 'word' || kind === 'quoted-identifier')
    .map(({ text }) => text.replaceAll('`', '').replaceAll('"', '').toLowerCase());
  const seen = reach.tables.filter(({ table }) => tables.includes(table));
  const changed = seen.flatMap(({ columns }) => columns.map((name) => name.toLowerCase()));
  return words.some((word) => ['left', 'right', 'natural'].includes(word) || changed.includes(word));
}

function againstTable(reached: ReachedTable, subject: Subject): Objection[] {
  const { table } = reached;
  const key = againstKey(reached, subject);
  const shared: readonly Condition[] = [rowTooWide, unsupportedColumnType, storedGeneratedOverTimestamp];
  const trigger = triggerInUndo(reached);
  return [
    ...(key ? [key] : []),
    ...shared.flatMap((condition) => condition({ ...subject, target: table }) ?? []),
    ...(trigger ? [notUndoable('undo-triggers-fire', { table: tableLabel(table), event: trigger })] : []),
  ];
}

/** A key may move as the foreign key's own columns do; nothing else in it may. */
function againstKey({ table, columns, deletes }: ReachedTable, { reach }: Subject): Objection | undefined {
  const [candidate] = candidateKeys(table);
  if (!candidate) return notUndoable('no-primary-key', { table: tableLabel(table) });
  if (!rowKey(table)) return notUndoable('key-not-plain', { table: tableLabel(table), key: candidate.name });
  const moving = reach.ties
    .filter(({ to, moves }) => moves && isNamed(table, to))
    .flatMap(({ toColumns }) => toColumns);
  const column = keyColumns(table).find(
    (name) => includesColumn(columns, name) && (deletes || !includesColumn(moving, name)),
  );
  return column === undefined ? undefined : notUndoable('key-changed', { table: tableLabel(table), column });
}

/** Cascades fire no triggers; what puts the rows back may. */
function triggerInUndo({ table, deletes, columns }: ReachedTable): string | undefined {
  if (undoWay(table) === 'replace') return undefined;
  const unique = table.keys.filter((key) => key.unique).flatMap(({ parts }) => parts.map(({ column }) => column));
  const isMoved = unique.some((name) => name === null || includesColumn(columns, name));
  const events = table.triggers.map(({ event }) => event);
  if (events.includes('UPDATE')) return 'UPDATE';
  return deletes || isMoved ? events[0] : undefined;
}

function isOf(key: ForeignKeyFacts, table: TableFacts): boolean {
  return key.schema === table.schema && key.table === table.table;
}

function isNamed(table: TableFacts, name: { readonly schema: string; readonly table: string }): boolean {
  return table.schema === name.schema && table.table === name.table;
}
