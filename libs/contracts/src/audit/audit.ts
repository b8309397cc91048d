// The audit log as auditors read it.
import { z } from 'zod';
import { codeParamsSchema } from '../codes/coded.js';
import { pageQuerySchema, pageSchema } from '../paging.js';

export const auditEntryViewSchema = z.object({
  id: z.int(),
  /** Sequence and hash are given by the sealer within a second; null before. */
  sequence: z.int().nullable(),
  hash: z.string().nullable(),
  at: z.string(),
  actor: z.object({ id: z.int(), login: z.string() }).nullable(),
  action: z.string(),
  subject: z.object({ type: z.string(), id: z.int() }),
  params: codeParamsSchema,
});
export type AuditEntryView = z.infer<typeof auditEntryViewSchema>;
export const auditQuerySchema = pageQuerySchema.extend({
  action: z.string().max(64).optional(),
  actorId: z.coerce.number().int().optional(),
  subjectType: z.string().max(32).optional(),
  subjectId: z.coerce.number().int().optional(),
});
export type AuditQuery = z.infer<typeof auditQuerySchema>;
/** The same filter, all of it as a file. */
export const auditExportQuerySchema = auditQuerySchema
  .omit({ cursor: true, limit: true })
  .extend({ format: z.enum(['csv', 'jsonl']).default('csv') });
export type AuditExportQuery = z.infer<typeof auditExportQuerySchema>;
export type AuditExportFormat = AuditExportQuery['format'];
export const auditPageSchema = pageSchema(auditEntryViewSchema);
