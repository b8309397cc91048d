// What a structure change (DDL) does to definitions, as its rehearsal showed it. A part of the rollback plan, so the approval binds it.
import { z } from 'zod';

/** How much a statement disturbs: `instant` changes metadata only, `inplace` lets others write meanwhile, `copy` rebuilds the table. */
export const structureWaySchema = z.object({
  algorithm: z.enum(['instant', 'inplace', 'copy', 'definition']),
  /** Whether others may read and write (`none`), only read (`shared`), or neither (`exclusive`) while it runs. */
  lock: z.enum(['none', 'shared', 'exclusive']),
  /** Why not gentler, in the server's words; null where it is the gentlest or stated by the text. */
  reason: z.string().nullable(),
  /** Of the tables concerned, as the target's statistics say; null where they say nothing. */
  rows: z.int().nonnegative().nullable(),
  bytes: z.int().nonnegative().nullable(),
});
export type StructureWay = z.infer<typeof structureWaySchema>;

/** A definition without its next id; null: there is no such table. `restored`: after the inverse. */
export const definitionSchema = z.object({
  table: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  restored: z.string().nullable(),
});
export type Definition = z.infer<typeof definitionSchema>;

/** Values that the change would lose, kept by key on the target and put back when it is undone. */
export const keptValuesSchema = z.object({
  table: z.string(),
  /** The table's name after the statement. */
  tableAfter: z.string(),
  key: z.array(z.object({ name: z.string(), after: z.string(), type: z.string() })),
  columns: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      /** Null: the column is dropped. */
      after: z.object({ name: z.string(), type: z.string() }).nullable(),
    }),
  ),
  /** Columns with ON UPDATE CURRENT_TIMESTAMP, before: putting values back must not move them. */
  untouched: z.array(z.string()),
});
export type KeptValues = z.infer<typeof keptValuesSchema>;

/** A table that is put aside instead of dropped or emptied: `gone` leaves nothing in its place, `empty` an empty one. */
export const recycledSchema = z.object({ table: z.string(), leaves: z.enum(['gone', 'empty']) });
export type Recycled = z.infer<typeof recycledSchema>;

export const structureStepSchema = z.object({
  statement: z.int().positive(),
  /** What runs: the text as filed, perhaps with the way said. Empty where tables are put aside instead. */
  run: z.string(),
  recycled: z.array(recycledSchema),
  way: structureWaySchema,
  /** In order, after what was put aside came back; empty where nothing is to be undone, null where no way back is known. */
  inverse: z.array(z.string()).nullable(),
  /** Tables that the statement makes: put aside when it is undone. */
  created: z.array(z.string()),
  kept: z.array(keptValuesSchema),
  /** The end of the way back, after kept values were put back: keys and constraints that only these fulfil. */
  closing: z.array(z.string()),
  /** From where the values are put back to where the statement led: for a rollback that can't be ended. */
  reopening: z.array(z.string()),
  /** Of every table concerned, also of parents and children of foreign keys. */
  definitions: z.array(definitionSchema),
});
export type StructureStep = z.infer<typeof structureStepSchema>;

export const structureSchema = z.object({
  /** The target's schema. */
  schema: z.string(),
  /** Where it was rehearsed. */
  rehearsedOn: z.string(),
  steps: z.array(structureStepSchema),
});
export type Structure = z.infer<typeof structureSchema>;
