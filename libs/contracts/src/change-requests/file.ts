// What a developer sends to file or edit a change request.
import { z } from 'zod';
import { conflictChoiceSchema } from '../words.js';

/** A read-only query with its expected result: rows of cells as text, NULL as null. */
export const checkSchema = z.object({
  sql: z.string().trim().min(1).max(20_000),
  expected: z.array(z.array(z.string().nullable())).max(200),
});
export type Check = z.infer<typeof checkSchema>;

/** The longest text that can be filed, in UTF-8 bytes; the target's max_allowed_packet may be smaller. */
export const statementsByteLimit = 8 * 1024 * 1024;

export const revisionInputSchema = z.object({
  statements: z.string().max(statementsByteLimit),
  reason: z.string().trim().min(1).max(2_000),
  expectedRows: z.int().nonnegative().nullable().default(null),
  checks: z.array(checkSchema).max(20).default([]),
});
export type RevisionInput = z.infer<typeof revisionInputSchema>;

export const fileChangeSchema = revisionInputSchema.extend({ targetDatabaseId: z.int().positive() });
export type FileChange = z.infer<typeof fileChangeSchema>;

/** What the editor asks about a text that is not filed. */
export const analysisDraftSchema = fileChangeSchema.pick({ targetDatabaseId: true, statements: true });
export type AnalysisDraft = z.infer<typeof analysisDraftSchema>;

/** An approval names what was seen: the revision and its content hash. */
export const decideSchema = z.object({
  revisionId: z.int().positive(),
  contentHash: z.string().regex(/^[0-9a-f]{64}$/),
  decision: z.enum(['approve', 'reject']),
  comment: z.string().trim().max(2_000).default(''),
});
export type Decide = z.infer<typeof decideSchema>;

export const requestRollbackSchema = z.object({
  onConflict: conflictChoiceSchema.default('stop'),
  reason: z.string().trim().max(2_000).default(''),
});
export type RequestRollback = z.infer<typeof requestRollbackSchema>;
