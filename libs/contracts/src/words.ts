// The words of the domain that are closed lists. docs/glossary.md explains each.
import { z } from 'zod';

/** What a change request changes: data or structure. Becomes wider only when another kind is real. */
export const changeKindSchema = z.enum(['dml', 'ddl', 'acl']);
export type ChangeKind = z.infer<typeof changeKindSchema>;

/**
 * Where a change request stands. The order is the way through; the last seven are exits.
 * `executing` … `verified`, `failed`, `outcome-unknown` and `half-run` are derived from the executions of the approved revision.
 */
export const requestStatusSchema = z.enum([
  'submitted',
  'analysed',
  'planned',
  'approved',
  'executing',
  'executed',
  'verified',
  'closed',
  'rejected',
  'cancelled',
  'expired',
  'failed',
  'outcome-unknown',
  'half-run',
  'rolled-back',
]);
export type RequestStatus = z.infer<typeof requestStatusSchema>;

/** Where the execution of an approved revision on one shard stands. */
export const executionStatusSchema = z.enum([
  'pending',
  'running',
  'executed',
  'verified',
  'failed',
  'outcome-unknown',
  'verification-failed',
  // Some chunks are committed: the rest goes on by itself / waits for a person.
  'continuing',
  'half-run',
]);
export type ExecutionStatus = z.infer<typeof executionStatusSchema>;

/**
 * How one try by one worker ended. `effect`, `no-effect` and `half` (some chunks are committed, the rest is not) are certain; `unknown` must be
 * settled by the marker.
 */
export const attemptOutcomeSchema = z.enum(['running', 'effect', 'no-effect', 'half', 'unknown']);
export type AttemptOutcome = z.infer<typeof attemptOutcomeSchema>;

/** What Sluice promises about undoing a change. */
export const rollbackVerdictSchema = z.enum(['exact', 'partial', 'none']);
export type RollbackVerdict = z.infer<typeof rollbackVerdictSchema>;

/** `block` stops the change, `warn` is shown to the approver, `note` is worth knowing. */
export const severitySchema = z.enum(['note', 'warn', 'block']);
export type Severity = z.infer<typeof severitySchema>;

export const riskSchema = z.enum(['low', 'medium', 'high']);
export type Risk = z.infer<typeof riskSchema>;

/** Roles are given per team; a grant without a team holds for every team. */
export const roleSchema = z.enum(['developer', 'approver', 'dba', 'oncall', 'auditor', 'admin']);
export type Role = z.infer<typeof roleSchema>;

/** What to do with rows that someone changed since Sluice wrote them. */
export const conflictChoiceSchema = z.enum(['stop', 'skip', 'overwrite']);
export type ConflictChoice = z.infer<typeof conflictChoiceSchema>;

export const dialectSchema = z.enum(['mysql', 'aurora', 'rds', 'mariadb']);
export type Dialect = z.infer<typeof dialectSchema>;

export const localeSchema = z.enum(['en', 'ko']);
export type Locale = z.infer<typeof localeSchema>;
