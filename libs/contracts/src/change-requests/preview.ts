// The first rows that a change will touch, before -> after, as text for people.
import { z } from 'zod';
import { tableNameSchema } from './plan.js';

/** A cell as text: NULL is null, binary is `0x…`; long values are cut and say so by their length in characters. */
export const previewCellSchema = z.object({ text: z.string().nullable(), length: z.int().optional() });
export type PreviewCell = z.infer<typeof previewCellSchema>;

export const previewRowSchema = z.object({
  /** null: the row does not exist (before an INSERT, after a DELETE). */
  before: z.array(previewCellSchema).nullable(),
  after: z.array(previewCellSchema).nullable(),
});

export const statementPreviewSchema = z.object({
  statement: z.int().positive(),
  table: tableNameSchema.nullable(),
  columns: z.array(z.object({ name: z.string(), key: z.boolean(), changes: z.boolean() })),
  rows: z.array(previewRowSchema),
  /** Rows that match now; null when counting took too long. `atLeast` when counting stopped at a cap. */
  matched: z.object({ rows: z.int().nonnegative(), atLeast: z.boolean() }).nullable(),
  /** Why rows or after-values are missing. */
  notComputed: z
    .enum(['too-slow', 'not-runnable', 'not-proved', 'not-deterministic', 'depends-on-earlier-statement', 'error'])
    .nullable(),
});
export type StatementPreview = z.infer<typeof statementPreviewSchema>;

export const previewSchema = z.object({ takenAt: z.string(), statements: z.array(statementPreviewSchema) });
export type Preview = z.infer<typeof previewSchema>;
