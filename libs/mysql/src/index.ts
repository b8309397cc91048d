export type * from './types.js';
import type {
  Check,
  CredentialPurpose,
  Dialect,
  Failure,
  Finding,
  Preview,
  RollbackPlan,
  SchemaOutline,
  TableName,
} from '@sluice/contracts';
import type { ReadStatement, ServerFacts, TableFacts } from '@sluice/rollback';
import type { ProofAnswer, ProofQuestion } from '@sluice/sql';
import type * as T from './types.js';

/** Why a target could not be asked: `failure` is coded, `outcome` says whether anything may have happened. */
export declare class TargetError extends Error {
  readonly failure: Failure;
  readonly outcome: 'no-effect' | 'unknown';
  readonly retryable: boolean;
  readonly errno: number | null;
}

/** Throws TargetError `target-unreachable` or `access-denied`. */
export declare function connectTarget(target: T.Target): Promise<T.TargetConnection>;

// --- reading: on a connection of the `reader` account; each throws TargetError
export declare function readServerFacts(connection: T.TargetConnection): Promise<ServerFacts>;
/** One answer per name, in order; what does not exist has kind `missing`. */
export declare function readTableFacts(
  connection: T.TargetConnection,
  names: readonly TableName[],
): Promise<TableFacts[]>;
export declare function readSchemaOutline(connection: T.TargetConnection, schema: string): Promise<SchemaOutline>;
/** STATEMENT_DIGEST_TEXT of each text under this sql_mode; runs nothing. One answer per question, in order. */
export declare function askDigests(
  connection: T.TargetConnection,
  questions: readonly ProofQuestion[],
  sqlMode: string,
): Promise<ProofAnswer[]>;
/** PREPAREs each statement: unknown tables and columns, wrong value counts. Findings only, runs nothing. */
export declare function prepareCheck(
  connection: T.TargetConnection,
  statements: readonly { readonly number: number; readonly text: string }[],
  sqlMode: string,
): Promise<Finding[]>;
/** The first rows before -> after, in a READ ONLY transaction with time and row caps. `takenAt` is the caller's clock. */
export declare function previewChange(
  connection: T.TargetConnection,
  order: {
    readonly plan: RollbackPlan;
    readonly statements: readonly ReadStatement[];
    readonly tables: readonly TableFacts[];
    readonly takenAt: string;
    /** Default 20. */
    readonly rows?: number;
    /** Default 2,000. */
    readonly milliseconds?: number;
  },
): Promise<Preview>;

// --- setting up: `executor` account
/** Makes schema `sluice` and its marker table on the target if they are not there. */
export declare function ensureSluiceSchema(target: T.Target): Promise<void>;
/** The exact statements a DBA runs for this account. */
export declare function requiredGrants(
  purpose: CredentialPurpose,
  account: { readonly user: string; readonly host: string },
  schemas: readonly string[],
  dialect: Dialect,
): string[];
/** Tries one by one what the account needs; never throws. */
export declare function checkPrivileges(
  target: T.Target,
  purpose: CredentialPurpose,
  schemas: readonly string[],
): Promise<T.PrivilegeResult[]>;

// --- running, each on its own new connections; none of them throws for anything the target does
export declare function runChange(target: T.Target, order: T.RunOrder): Promise<T.RunResult>;
/** A locking read of the marker. `fence` writes a tombstone where it is absent, so a late worker cannot run it any more. */
export declare function readOutcome(
  target: T.Target,
  key: T.MarkerKey,
  options?: { readonly fence?: boolean; readonly waitSeconds?: number },
): Promise<T.MarkerOutcome>;
export declare function verifyChange(target: T.Target, order: T.VerifyOrder): Promise<T.VerifyResult>;

// --- undoing
/** Throws TargetError (e.g. `images-gone`). */
export declare function findConflicts(
  target: T.Target,
  order: { readonly key: T.MarkerKey; readonly plan: RollbackPlan; readonly cap: number },
): Promise<T.FoundConflicts>;
export declare function undoChange(target: T.Target, order: T.UndoOrder): Promise<T.RunResult>;
export declare function verifyUndo(
  target: T.Target,
  order: T.VerifyOrder & { readonly undoes: T.MarkerKey },
): Promise<T.VerifyResult>;
/** Text chunks of bounded size; throws TargetError. */
export declare function streamRollbackScript(target: T.Target, order: T.ScriptOrder): AsyncIterable<string>;
/** Drops the image tables of an execution (retention); the marker stays. */
export declare function dropImages(target: T.Target, key: T.MarkerKey, plan: RollbackPlan): Promise<void>;

export type { Check };
