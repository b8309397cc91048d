export type * from './types.js';
import type * as T from './types.js';

export declare function sqlMode(sqlMode: string, version: string): T.SqlMode;
export declare function tokenize(text: string, mode: T.SqlMode): T.Token[];
export declare function split(text: string, mode: T.SqlMode): T.SplitResult;
/** MySQL's name of the statement's kind: 'UPDATE', 'DELETE', 'INSERT', 'CREATE TABLE', 'CTE_DML' (WITH … UPDATE/DELETE), 'UNKNOWN', … */
export declare function classify(statement: T.Statement): string;
export declare function slice(statement: T.Statement): T.SliceResult;
export declare function textOf(slice: T.Slice, range: T.Range | undefined): string;
export declare function proofQuestions(slice: T.Slice): T.ProofQuestion[];
export declare function judgeProof(
  slice: T.Slice,
  answers: readonly T.ProofAnswer[],
  maxDigestLength: number,
): T.ProofResult;
export declare function describe(slice: T.Slice): T.SliceFacts;
export declare function parseAst(text: string): T.AstResult;
export declare function quoteIdentifier(name: string): string;
export declare function decodeIdentifier(text: string): string;
