// RFC 9457 problem details as every error answer carries them.
import { z } from 'zod';
import { codeParamsSchema } from './codes/coded.js';
import { problemCodes, type ProblemCode } from './codes/problems.js';

const codes = Object.keys(problemCodes) as [ProblemCode, ...ProblemCode[]];

export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(codes),
  params: codeParamsSchema,
  /** Per-field problems of an `invalid` answer: path -> zod issue code, or for statements the code and params of a finding. */
  issues: z
    .array(z.object({ path: z.string(), code: z.string(), message: z.string(), params: codeParamsSchema.optional() }))
    .optional(),
  requestId: z.string().optional(),
});
export type Problem = z.infer<typeof problemSchema>;
