// The rollback plan: what will run, what of it can be undone exactly, and how. Stored with the revision, bound by the
// content hash, read by the executor; so it holds everything that decides what is captured.
import { z } from 'zod';
import { reasonSchema, textRangeSchema, wholeReasonSchema } from '../codes/index.js';
import { rollbackVerdictSchema } from '../words.js';
import { accessSchema } from './access.js';
import { structureSchema } from './structure.js';

export const tableNameSchema = z.object({ schema: z.string(), table: z.string() });
export type TableName = z.infer<typeof tableNameSchema>;

export const plannedColumnSchema = z.object({
  name: z.string(),
  /** COLUMN_TYPE as the server says it, e.g. `decimal(12,2) unsigned`. */
  type: z.string(),
  charset: z.string().nullable(),
  collation: z.string().nullable(),
  nullable: z.boolean(),
  generated: z.enum(['no', 'virtual', 'stored']),
  invisible: z.boolean(),
});
export type PlannedColumn = z.infer<typeof plannedColumnSchema>;

export const plannedTableSchema = tableNameSchema.extend({
  columns: z.array(plannedColumnSchema),
  /** Columns of the key that rows are found by (the primary one, else one that is unique and without NULLs), in key order. */
  keyColumns: z.array(z.string()),
  /** Every unique key with its columns (the key of the rows first); an expression or prefix part makes `plain` false. */
  uniqueKeys: z.array(z.object({ name: z.string(), columns: z.array(z.string()), plain: z.boolean() })),
  /** SHA-256 of the canonical SHOW CREATE TABLE, triggers and foreign keys in both directions. */
  fingerprint: z.string(),
});
export type PlannedTable = z.infer<typeof plannedTableSchema>;

/** Columns by which rows of one table name rows of another, and what a change of the one does to the other: a foreign key that cascades, or a trigger. */
export const plannedTieSchema = z.object({
  from: tableNameSchema,
  fromColumns: z.array(z.string()),
  to: tableNameSchema,
  toColumns: z.array(z.string()),
  /** Of `to`: its rows are looked up by it. Null: none that a hint may name. */
  index: z.string().nullable(),
  /** What may become of the rows of `to`; `moves`: their key changes. */
  deletes: z.boolean(),
  changes: z.boolean(),
  moves: z.boolean(),
  /** The trigger that does it; absent: a foreign key. */
  trigger: z.string().optional(),
});
export type PlannedTie = z.infer<typeof plannedTieSchema>;

/** A table with generated ids into which triggers insert rows, so many for each row of the statement. */
export const plannedLogSchema = tableNameSchema.extend({
  perRow: z.int().nonnegative(),
  /** The undo of the statement fires one too: what that inserts is removed again. */
  inUndo: z.boolean(),
});
export type PlannedLog = z.infer<typeof plannedLogSchema>;

export const plannedStatementSchema = z.object({
  /** 1-based, in the order of the text. */
  number: z.int().positive(),
  range: textRangeSchema,
  /** Byte for byte as filed; this is what runs. */
  text: z.string(),
  operation: z.enum(['update', 'delete', 'insert', 'replace', 'other']),
  /** The table that changes, the first of them where there are several; null where that is not known for sure. */
  table: tableNameSchema.nullable(),
  /** Of a statement over joined tables: each one that changes, by the name that the references know it by, quoted. */
  targets: z.array(tableNameSchema.extend({ of: z.string() })).optional(),
  verdict: rollbackVerdictSchema,
  reasons: z.array(reasonSchema),
  /** False: Sluice cannot run it exactly once (not InnoDB, implicit commit, …), so it is not offered for approval. */
  runnable: z.boolean(),
  /** Verbatim cuts for the capture `SELECT <key> FROM <refs> <tail>`; null for inserts and where verdict is `none`. */
  capture: z
    .object({
      with: z.string(),
      hints: z.string(),
      refs: z.string(),
      tail: z.string(),
      /** The name by which `refs` knows the table that changes, quoted. */
      of: z.string().optional(),
      /** Rows stay as they were where the server meets an error: which ones is only known afterwards. */
      ignore: z.boolean().optional(),
      /** The SET list, without names of schemas, where it moves rows to other keys: run on a copy, it says which. */
      set: z.string().optional(),
      /** For joined tables that is run on copies of all that change: the references, with a place for each copy, and the tail. */
      copyRefs: z.array(z.union([z.string(), tableNameSchema.extend({ of: z.string() })])).optional(),
      copyTail: z.string().optional(),
    })
    .nullable(),
  /** Inserts only: verbatim cuts for staging the rows, and where their keys come from. */
  insert: z
    .object({
      columns: z.string(),
      source: z.string(),
      /** Null: as many as a query gives. */
      rows: z.int().positive().nullable(),
      /** `above`: some or all are generated, in whatever number: higher ones than any before. */
      keys: z.enum(['given', 'auto-increment', 'above']),
      /** Where a row is there already: skipped, updated or replaced; absent: an error. */
      existing: z.enum(['ignore', 'update', 'replace']).optional(),
      /** What stands behind the source, without names of schemas, where it moves rows to other keys: run on a copy, it says which. */
      upsert: z.string().optional(),
    })
    .nullable()
    .optional(),
  /** Columns that the statement assigns, as named by the server; empty for deletes. */
  assignedColumns: z.array(z.string()),
  /** By which it reaches rows of further tables, or more of its own; what is tied to the statement's own tables first. Absent: none. */
  ties: z.array(plannedTieSchema).optional(),
  /** Each once. Absent: none. */
  logs: z.array(plannedLogSchema).optional(),
});
export type PlannedStatement = z.infer<typeof plannedStatementSchema>;

/** How a big UPDATE or DELETE is cut into ranges of its table's key, each a transaction of its own. */
export const chunkCutSchema = z.object({
  /** Leading columns of the row key, in key order: no two chunks share a value of all of them. */
  columns: z.array(z.string()).min(1),
  /** The statement up to its condition, verbatim. */
  head: z.string(),
  /** The condition without the word WHERE, verbatim; null: it has none. */
  where: z.string().nullable(),
});
export type ChunkCut = z.infer<typeof chunkCutSchema>;

export const plannedRunSchema = z.object({
  /** Rows that matched when it was planned; null: not counted. */
  rows: z.int().nonnegative().nullable(),
  /** There are more than `rows`, or not everything was counted. */
  atLeast: z.boolean(),
  /** Null: it runs whole, in one transaction. */
  cut: chunkCutSchema.nullable(),
  /** Set where it runs whole although it is big: why it is not cut, and for how long its rows are probably locked. */
  whole: z.object({ why: wholeReasonSchema, seconds: z.int().positive() }).nullable(),
});
export type PlannedRun = z.infer<typeof plannedRunSchema>;

export const rollbackPlanSchema = z.object({
  version: z.literal(1),
  verdict: rollbackVerdictSchema,
  reasons: z.array(reasonSchema),
  runnable: z.boolean(),
  /** Set for a rollback: the executions whose images are put back, newest first. */
  undoes: z.object({ requestId: z.int(), onConflict: z.enum(['stop', 'skip', 'overwrite']) }).nullable(),
  statements: z.array(plannedStatementSchema),
  tables: z.array(plannedTableSchema),
  /** Absent: whole, and small. */
  run: plannedRunSchema.optional(),
  /** Session settings under which the text was read and will run. */
  session: z.object({
    sqlMode: z.string(),
    timeZone: z.string(),
    charset: z.string(),
    collation: z.string(),
    serverVersion: z.string(),
  }),
  /** Of a structure change (DDL): what was rehearsed. Absent: it changes no definition. */
  structure: structureSchema.optional(),
  /** Of a change of access (ACL): what was rehearsed. Absent: it changes none. */
  access: accessSchema.optional(),
});
export type RollbackPlan = z.infer<typeof rollbackPlanSchema>;
