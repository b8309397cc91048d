import { z } from 'zod';
import { codedSchema, type Coded } from './coded.js';
import { failureCodes, type FailureCode } from './failures.js';
import { findingCodes, type FindingCode } from './findings.js';
import { reasonCodes, type ReasonCode } from './reasons.js';
import { severitySchema } from '../words.js';
import { wholeReasonCodes, type WholeReasonCode } from './whole-reasons.js';

export * from './audit-actions.js';
export * from './coded.js';
export * from './failures.js';
export * from './findings.js';
export * from './problems.js';
export * from './reasons.js';
export * from './whole-reasons.js';

/** Where in the requester's text something is: UTF-16 offsets `[from, to)`. */
export const textRangeSchema = z.object({ from: z.int().nonnegative(), to: z.int().nonnegative() });
export type TextRange = z.infer<typeof textRangeSchema>;

/** One thing that the reading or a review rule says about a statement (`statement` is its 1-based number, 0: the whole text). */
export const findingSchema = codedSchema(findingCodes).extend({
  severity: severitySchema,
  statement: z.int().nonnegative(),
  range: textRangeSchema.optional(),
});
export type Finding = z.infer<typeof findingSchema>;

export const reasonSchema = codedSchema(reasonCodes);
export type Reason = Coded<ReasonCode>;

export const wholeReasonSchema = codedSchema(wholeReasonCodes);
export type WholeReason = Coded<WholeReasonCode>;

export const failureSchema = codedSchema(failureCodes);
export type Failure = Coded<FailureCode>;
export type { FindingCode };
