// What the pages read of a change request.
import { z } from 'zod';
import { failureSchema, findingSchema } from '../codes/index.js';
import { pageQuerySchema, pageSchema } from '../paging.js';
import {
  attemptOutcomeSchema,
  changeKindSchema,
  conflictChoiceSchema,
  executionStatusSchema,
  requestStatusSchema,
  riskSchema,
  roleSchema,
  rollbackVerdictSchema,
} from '../words.js';
import { checkSchema } from './file.js';
import { rollbackPlanSchema } from './plan.js';
import { previewSchema } from './preview.js';

export const personSchema = z.object({ id: z.int(), login: z.string(), name: z.string() });
export type Person = z.infer<typeof personSchema>;

/** What the signed-in person may do now; a reason why not is a problem code. */
export const allowedActsSchema = z.object({
  approve: z.boolean(),
  reject: z.boolean(),
  revise: z.boolean(),
  cancel: z.boolean(),
  rollback: z.boolean(),
  verifyAgain: z.boolean(),
  /** A run in chunks: begin no further one / go on with a half-run. */
  stop: z.boolean(),
  continue: z.boolean(),
});
export type AllowedActs = z.infer<typeof allowedActsSchema>;

export const requestRowSchema = z.object({
  id: z.int(),
  kind: changeKindSchema,
  status: requestStatusSchema,
  version: z.int(),
  requester: personSchema,
  team: z.object({ id: z.int(), name: z.string() }),
  target: z.object({ id: z.int(), name: z.string(), environment: z.string() }),
  /** The beginning of the statements on one line, cut at 200 characters. */
  headline: z.string(),
  statementCount: z.int(),
  verdict: rollbackVerdictSchema.nullable(),
  risk: riskSchema.nullable(),
  rows: z.object({ rows: z.int(), atLeast: z.boolean() }).nullable(),
  rollbackOf: z.int().nullable(),
  /** The revision and hash that an approval from the list would bind; null when there is nothing to approve. */
  approvable: z.object({ revisionId: z.int(), contentHash: z.string() }).nullable(),
  allowed: allowedActsSchema,
  /** When the row images are dropped and the rollback ends; null when there are none. */
  imagesUntil: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type RequestRow = z.infer<typeof requestRowSchema>;

export const requestScopeSchema = z.enum(['inbox', 'mine', 'team', 'all']);
export type RequestScope = z.infer<typeof requestScopeSchema>;
export const requestListQuerySchema = pageQuerySchema.extend({
  scope: requestScopeSchema.default('all'),
  status: requestStatusSchema.optional(),
  text: z.string().max(200).optional(),
});
export type RequestListQuery = z.infer<typeof requestListQuerySchema>;
export const requestPageSchema = pageSchema(requestRowSchema);

/** How many requests wait for the one who asks; counting stops at a cap. */
export const inboxCountSchema = z.object({ count: z.int() });
export type InboxCount = z.infer<typeof inboxCountSchema>;

export const requirementSchema = z.object({
  /** One of these roles must agree. */
  roles: z.array(roleSchema),
  satisfiedBy: personSchema.nullable(),
});
export type Requirement = z.infer<typeof requirementSchema>;

export const approvalViewSchema = z.object({
  id: z.int(),
  revisionId: z.int(),
  person: personSchema,
  decision: z.enum(['approve', 'reject']),
  comment: z.string(),
  /** False: the content changed since (edit or drift), so it no longer counts. */
  valid: z.boolean(),
  createdAt: z.string(),
});

export const attemptViewSchema = z.object({
  number: z.int(),
  outcome: attemptOutcomeSchema,
  failure: failureSchema.nullable(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
});

export const chunkViewSchema = z.object({
  number: z.int(),
  rows: z.int(),
  matched: z.int(),
  /** Null: a worker died before it wrote that down. */
  milliseconds: z.int().nullable(),
  committedAt: z.string(),
});
export type ChunkView = z.infer<typeof chunkViewSchema>;

/** How far a run in chunks has come. */
export const chunkProgressSchema = z.object({
  count: z.int(),
  rows: z.int(),
  matched: z.int(),
  /** Rows that matched before the first chunk; null: not known yet. */
  of: z.int().nullable(),
  stopRequested: z.boolean(),
  /** The newest first. */
  last: z.array(chunkViewSchema),
});
export type ChunkProgress = z.infer<typeof chunkProgressSchema>;

export const executionViewSchema = z.object({
  id: z.int(),
  shard: z.object({ id: z.int(), name: z.string() }),
  status: executionStatusSchema,
  failure: failureSchema.nullable(),
  /** Rows really changed, per statement; `matched` where it matched others too, which were already as it sets them. */
  changed: z.array(z.object({ statement: z.int(), rows: z.int(), matched: z.int().optional() })),
  /** Rows that a rollback skipped because of conflicts. */
  skipped: z.int(),
  attempts: z.array(attemptViewSchema),
  /** Null: it runs whole. */
  chunks: chunkProgressSchema.nullable(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
});
export type ExecutionView = z.infer<typeof executionViewSchema>;

export const revisionViewSchema = z.object({
  id: z.int(),
  number: z.int(),
  statements: z.string(),
  reason: z.string(),
  expectedRows: z.int().nullable(),
  checks: z.array(checkSchema),
  contentHash: z.string().nullable(),
  findings: z.array(findingSchema),
  plan: rollbackPlanSchema.nullable(),
  preview: previewSchema.nullable(),
  risk: riskSchema.nullable(),
  createdAt: z.string(),
});
export type RevisionView = z.infer<typeof revisionViewSchema>;

/** What filing a text would say. */
export const analysisSchema = z.object({
  findings: z.array(findingSchema),
  /** Null when the text itself cannot be taken: `findings` says why. */
  plan: rollbackPlanSchema.nullable(),
  preview: previewSchema.nullable(),
});
export type Analysis = z.infer<typeof analysisSchema>;

export const requestViewSchema = requestRowSchema.extend({
  revision: revisionViewSchema,
  revisions: z.array(z.object({ id: z.int(), number: z.int(), createdAt: z.string() })),
  requirements: z.array(requirementSchema),
  approvals: z.array(approvalViewSchema),
  executions: z.array(executionViewSchema),
  rollbacks: z.array(z.object({ id: z.int(), status: requestStatusSchema })),
  /** Days from the run to that moment. */
  imagesKeptDays: z.int(),
  /** What the row images take on the targets, in bytes, as last seen; null: not seen yet, or there are none. */
  imagesBytes: z.int().nullable(),
});
export type RequestView = z.infer<typeof requestViewSchema>;

/** A row that changed since Sluice wrote it. */
export const conflictSchema = z.object({
  shard: z.string(),
  statement: z.int(),
  table: z.object({ schema: z.string(), table: z.string() }),
  kind: z.enum(['changed', 'deleted', 'reinserted', 'unique-taken', 'child-added', 'parent-missing']),
  columns: z.array(z.string()),
  before: z.array(z.string().nullable()).nullable(),
  written: z.array(z.string().nullable()).nullable(),
  now: z.array(z.string().nullable()).nullable(),
});
export type Conflict = z.infer<typeof conflictSchema>;
export const conflictsSchema = z.object({
  total: z.int(),
  conflicts: z.array(conflictSchema),
  /** What can be chosen; any other choice would end in conflicts again. */
  choices: z.array(conflictChoiceSchema),
});
export type Conflicts = z.infer<typeof conflictsSchema>;

export const timelineEntrySchema = z.object({
  id: z.int(),
  at: z.string(),
  actor: personSchema.nullable(),
  action: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;
