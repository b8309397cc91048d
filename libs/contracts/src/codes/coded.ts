// Findings, reasons, problems and audit entries are stored as a code with parameters, never as text: text is made in
// the reader's language. A code list maps each code to the names of its parameters, so a missing translation or a
// misspelt parameter does not compile.
import { z } from 'zod';

export type CodeList = Readonly<Record<string, readonly string[]>>;

export type CodeParams = Readonly<Record<string, string | number | boolean | null>>;

export interface Coded<Code extends string = string> {
  readonly code: Code;
  readonly params: CodeParams;
}

export const codeParamsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** The schema of `{ code, params }` for one code list. */
export function codedSchema<const List extends CodeList>(list: List) {
  const codes = Object.keys(list) as [keyof List & string, ...(keyof List & string)[]];
  return z.object({ code: z.enum(codes), params: codeParamsSchema });
}
