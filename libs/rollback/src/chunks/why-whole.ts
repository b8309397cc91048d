// Why a statement runs whole: one condition a function, in the order in which they are told. Cutting is right only where what becomes of a row
// follows from that row alone; else later chunks would see what earlier ones wrote (AVG over itself, EXISTS on itself gave other data).
import type { WholeReason } from '@sluice/contracts';
import type { DeleteSlice, SliceFacts, UpdateSlice } from '@sluice/sql';
import { includesColumn, tableLabel } from '../conditions/subject.js';
import { movedKeyColumn } from '../conditions/key-changed.js';
import type { ForeignKeyFacts, ReadStatement, TableFacts } from '../facts.js';
import { rowKey } from '../fingerprint/row-key.js';
import { rangeColumns } from './range-columns.js';

export interface ChunkSubject {
  readonly read: ReadStatement;
  readonly slice: UpdateSlice | DeleteSlice;
  readonly facts: SliceFacts;
  readonly target: TableFacts;
  /** Columns that the text assigns, as the server names them. */
  readonly assigned: readonly string[];
}

type WhyWhole = (subject: ChunkSubject) => WholeReason | undefined;

/** Its rows are told apart by all that they hold: the table is read and locked whole. */
const noUsableKey: WhyWhole = ({ target }) =>
  rowKey(target) ? undefined : { code: 'no-usable-key', params: { table: tableLabel(target) } };

const severalTables: WhyWhole = ({ slice, facts }) =>
  slice.multiTable || slice.tables.length !== 1 || facts.tables.length !== 1
    ? { code: 'several-tables', params: {} }
    : undefined;

const limitOrOrder: WhyWhole = ({ slice }) =>
  slice.limit || slice.orderBy.length > 0 ? { code: 'limit-or-order', params: {} } : undefined;

/** Any subquery, also over other tables: they may change between two chunks. */
const readsOtherRows: WhyWhole = ({ slice, facts }) => {
  const looksFurther = facts.functions.some(({ nature }) => nature !== 'pure');
  return slice.with || facts.subqueries.length > 0 || looksFurther || facts.userVariables.length > 0
    ? { code: 'reads-other-rows', params: {} }
    : undefined;
};

/** Relevance counts over all rows. */
const fullTextMatch: WhyWhole = ({ facts }) => (facts.usesMatch ? { code: 'full-text-match', params: {} } : undefined);

/** A forced index would be scanned whole for every chunk. Optimizer hints may say the same. */
const indexHint: WhyWhole = ({ slice }) => {
  const [reference] = slice.tables;
  const words = slice.statement.tokens.filter(
    ({ kind, start, end }) =>
      kind === 'word' && reference && start >= reference.range.start && end <= reference.range.end,
  );
  const texts = words.map(({ text }) => text.toUpperCase());
  const hints = texts.some((text, i) => /^(USE|FORCE|IGNORE)$/.test(text) && /^(INDEX|KEY)$/.test(texts[i + 1] ?? ''));
  return hints || slice.hints ? { code: 'index-hint', params: {} } : undefined;
};

/** Rows that move to other keys could be met twice. */
const keyChanges: WhyWhole = ({ slice, target, assigned }) => {
  const column = slice.kind === 'UPDATE' ? movedKeyColumn(target, assigned) : undefined;
  return column === undefined ? undefined : { code: 'key-changes', params: { column } };
};

/** Whether two rows may hold a value depends on which of them moves first. A generated part changes unnamed. */
const uniqueChanges: WhyWhole = ({ slice, target, assigned }) => {
  if (slice.kind !== 'UPDATE') return undefined;
  const changing = target.columns
    .filter(({ name, generated, onUpdate }) => includesColumn(assigned, name) || generated !== 'no' || onUpdate)
    .map(({ name }) => name);
  const key = target.keys.find(
    ({ unique, parts }) => unique && parts.some(({ column }) => column === null || includesColumn(changing, column)),
  );
  return key && { code: 'unique-changes', params: { key: key.name } };
};

/** Rows of one chunk may be parents of another's. */
const refersToItself: WhyWhole = ({ target }) =>
  target.foreignKeys.some(({ parent }) => parent.schema === target.schema && parent.table === target.table)
    ? { code: 'refers-to-itself', params: { table: tableLabel(target) } }
    : undefined;

/** Of the statement, and of what its undo does. */
const triggersFire: WhyWhole = ({ target }) =>
  target.triggers.length > 0 ? { code: 'triggers-fire', params: { table: tableLabel(target) } } : undefined;

const cascadesFire: WhyWhole = ({ slice, target }) => {
  const rule = (key: ForeignKeyFacts): string => (slice.kind === 'DELETE' ? key.onDelete : key.onUpdate);
  const child = target.children.find((key) => /^(CASCADE|SET NULL|SET DEFAULT)$/i.test(rule(key)));
  return child && { code: 'cascades-fire', params: { child: tableLabel(child) } };
};

const keyNotRanged: WhyWhole = ({ target }) => {
  const { columns, refused } = rangeColumns(target);
  return columns.length > 0
    ? undefined
    : { code: 'key-not-ranged', params: { column: refused?.name ?? '', type: refused?.type ?? '' } };
};

const conditions: readonly WhyWhole[] = [
  severalTables,
  limitOrOrder,
  readsOtherRows,
  fullTextMatch,
  indexHint,
  keyChanges,
  uniqueChanges,
  refersToItself,
  triggersFire,
  cascadesFire,
  noUsableKey,
  keyNotRanged,
];

/** The first reason against chunks; undefined: it may be cut. */
export function whyWhole(subject: ChunkSubject): WholeReason | undefined {
  for (const condition of conditions) {
    const reason = condition(subject);
    if (reason) return reason;
  }
  return undefined;
}
