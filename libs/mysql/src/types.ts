// The shapes of this room that others hold. No mysql2 type leaves it.
import type {
  AttemptOutcome,
  Check,
  Conflict,
  ConflictChoice,
  CredentialPurpose,
  Failure,
  RollbackPlan,
  Tls,
} from '@sluice/contracts';

/** Where and as whom to connect. */
export interface Target {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Selected on connect, so that unqualified names mean the target database; null: none. */
  readonly schema: string | null;
  /** Undefined: plain text. */
  readonly tls?: Tls;
  /** Default 5,000. */
  readonly connectTimeoutMs?: number;
}

/** One dedicated connection. One statement a packet. */
export interface TargetConnection {
  readonly target: Target;
  readonly threadId: number;
  /** Ends the session; never throws. */
  close(): Promise<void>;
}

/** The name under which one committed slice of one execution is known on the target. */
export interface MarkerKey {
  /** 1–40 characters of `[a-z0-9]`, unique over all portals that share the target; names the image tables too. */
  readonly execution: string;
  /** 0: the whole change in one transaction; else 1 and up. */
  readonly chunk: number;
}

export interface Limits {
  /** Default 5. */
  readonly lockWaitSeconds?: number;
  /** For each statement; at the end it is killed and everything aborted. Default 60. */
  readonly statementSeconds?: number;
  /** More captured rows than this abort the change, or the chunk (`row-limit`). Default 10,000, of a chunk 100,000. */
  readonly rowLimit?: number;
  /** The most rows that a chunk takes, however quick it is. Default 100,000. */
  readonly chunkRows?: number;
}

export interface RunOrder {
  readonly key: MarkerKey;
  /** Bound by the approval; kept in the marker. */
  readonly contentHash: string;
  readonly plan: RollbackPlan;
  readonly checks: readonly Check[];
  readonly expectedRows: number | null;
  readonly limits?: Limits;
  /** Fires: the change is killed before COMMIT; after COMMIT was sent it has no effect. */
  readonly signal?: AbortSignal;
  readonly journal?: ChunkJournal;
}

/** One committed chunk, as its marker on the target says. */
export interface CommittedChunk {
  readonly number: number;
  readonly rows: number;
  /** Rows that it matched, those that were already as it sets them included. */
  readonly matched: number;
  /** Null: read from the marker afterwards. */
  readonly milliseconds: number | null;
  /** Rows that all chunks together had when the first one began; null: not known. */
  readonly counted: number | null;
}

/** Told of each chunk after its COMMIT, by plans that run in chunks. `stop`: nothing more is begun. */
export type ChunkJournal = (chunk: CommittedChunk) => Promise<'go-on' | 'stop'>;

export interface ChangedRows {
  readonly statement: number;
  readonly rows: number;
  /** Rows that the statement matched; absent: as many as it changed. A row that is set to what it is matches and does not change. */
  readonly matched?: number;
  /** Row images that are kept of it, before and after, in all its tables; absent: as many as it changed. */
  readonly images?: number;
}

/**
 * `effect`: committed. `no-effect`: certainly not. `half`: some chunks are committed, the rest is surely not; the same order again goes on with
 * it. `unknown`: ask `readOutcome`.
 * `retryable`: a wholly new attempt may succeed and cannot do anything twice (deadlock, lock wait timeout, cancelled).
 */
export type RunResult =
  | { readonly outcome: 'effect'; readonly changed: readonly ChangedRows[]; readonly skipped: number }
  | {
      readonly outcome: 'half';
      readonly changed: readonly ChangedRows[];
      readonly skipped: number;
      readonly failure: Failure;
      readonly retryable: boolean;
    }
  | {
      readonly outcome: Exclude<AttemptOutcome, 'running' | 'effect' | 'half'>;
      readonly failure: Failure;
      readonly retryable: boolean;
    };

/** `absent` after a fence means: it did not run under this key and never will. */
export type MarkerOutcome =
  | {
      /** `half`: of a change in chunks, some are committed; after a fence whoever began the next one cannot commit it. */
      readonly outcome: 'effect' | 'half';
      readonly changed: readonly ChangedRows[];
      readonly skipped: number;
      /** All that are committed; absent: it runs whole. */
      readonly chunks?: readonly CommittedChunk[];
    }
  | { readonly outcome: 'absent' }
  | { readonly outcome: 'unknown'; readonly failure: Failure };

export interface VerifyOrder {
  readonly key: MarkerKey;
  readonly plan: RollbackPlan;
  readonly checks: readonly Check[];
}
/** `failed` is certain; `unknown`: the target could not be asked. */
export type VerifyResult =
  | { readonly verdict: 'verified' }
  | { readonly verdict: 'failed'; readonly failure: Failure }
  | { readonly verdict: 'unknown'; readonly failure: Failure };

export interface UndoOrder {
  /** The undo's own marker. */
  readonly key: MarkerKey;
  readonly contentHash: string;
  /** The execution whose images are put back, and the plan it ran by. */
  readonly undoes: MarkerKey;
  readonly plan: RollbackPlan;
  readonly onConflict: ConflictChoice;
  /**
   * For `overwrite`: whether what stands in the way now, under the undo's locks, is what somebody saw and agreed to (`FoundConflicts.digest`).
   * False ends it as `approval-void`.
   */
  readonly acceptsConflicts?: (digest: string) => boolean;
  readonly limits?: Limits;
  readonly signal?: AbortSignal;
  readonly journal?: ChunkJournal;
}

/** Without the shard, which only the caller knows. */
export type FoundConflict = Omit<Conflict, 'shard'>;
export interface FoundConflicts {
  /** All of them; `conflicts` holds the first `cap`. */
  readonly total: number;
  readonly conflicts: readonly FoundConflict[];
  /** What can be chosen; any other choice would end in conflicts again. */
  readonly choices: readonly ConflictChoice[];
  /** Over all of them and every byte of the rows as they are now: 64 hex digits. */
  readonly digest: string;
}

export interface ScriptOrder {
  readonly key: MarkerKey;
  readonly plan: RollbackPlan;
  /** Written into the head, as comment lines. */
  readonly about: readonly string[];
}

export interface PrivilegeResult {
  /** e.g. `connect`, `sees-all-schemas`, `writes-schema`, `flush-log-at-commit`. */
  readonly code: string;
  readonly ok: boolean;
  /** The exact statement or setting that mends it; null where it is ok. */
  readonly remedy: string | null;
  readonly message: string | null;
}
export type { CredentialPurpose };
