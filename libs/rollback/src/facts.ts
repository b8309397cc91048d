// What a target says about itself and its tables: the input of the plan, the fingerprint and every text builder.
import type { Dialect, Failure, RollbackPlan, TableName, TextRange } from '@sluice/contracts';
import type { ProofResult, SliceFacts, SliceResult, Statement } from '@sluice/sql';

export interface ServerFacts {
  /** As the server says it, e.g. `8.0.42-log`. */
  readonly version: string;
  /** 9.7.4 is 90704. */
  readonly versionNumber: number;
  readonly dialect: Dialect;
  /** The target's global sql_mode: the one users' texts are read in. */
  readonly sqlMode: string;
  /** The server's present zone as a fixed offset, e.g. `+09:00`: in a daylight-saving zone two TIMESTAMPs compare equal. */
  readonly timeZone: string;
  readonly charset: string;
  readonly collation: string;
  readonly maxDigestLength: number;
  readonly maxAllowedPacket: number;
  readonly lowerCaseTableNames: number;
  readonly innodbFlushLogAtTrxCommit: number;
  readonly defaultStorageEngine: string;
  /** InnoDB runs cascades itself (every server before 9.6, later by `innodb_native_foreign_keys`): Handler_* does not see them. */
  readonly nativeForeignKeys: boolean;
  /** What this account may see. A cascade or trigger that it cannot see still fires. */
  readonly sight: { readonly process: boolean; readonly select: boolean; readonly trigger: boolean };
}

export interface ColumnFacts {
  readonly name: string;
  /** COLUMN_TYPE, e.g. `decimal(12,2) unsigned`. */
  readonly type: string;
  /** DATA_TYPE in lower case, e.g. `decimal`. */
  readonly dataType: string;
  readonly charset: string | null;
  readonly collation: string | null;
  readonly nullable: boolean;
  readonly generated: 'no' | 'virtual' | 'stored';
  /** Empty where the column is not generated. */
  readonly expression: string;
  readonly invisible: boolean;
  readonly autoIncrement: boolean;
  /** `ON UPDATE CURRENT_TIMESTAMP`. */
  readonly onUpdate: boolean;
  readonly hasDefault: boolean;
  /** `DEFAULT (expression)`; CURRENT_TIMESTAMP is not one: it is frozen with the session. */
  readonly defaultIsExpression: boolean;
  /** CHARACTER_OCTET_LENGTH; null for types without one. */
  readonly octets: number | null;
}

export interface KeyFacts {
  readonly name: string;
  readonly unique: boolean;
  /** The optimizer may not use it, nor be made to. */
  readonly invisible?: boolean;
  readonly parts: readonly {
    /** null: an expression. */
    readonly column: string | null;
    readonly prefix: number | null;
    readonly expression: string | null;
  }[];
}

export interface TriggerFacts {
  readonly name: string;
  readonly event: 'INSERT' | 'UPDATE' | 'DELETE';
  readonly timing: 'BEFORE' | 'AFTER';
  readonly order: number;
  readonly statement: string;
  readonly sqlMode: string;
  readonly definer: string;
}

export interface ForeignKeyFacts extends TableName {
  readonly name: string;
  readonly columns: readonly string[];
  readonly parent: TableName;
  readonly parentColumns: readonly string[];
  readonly onDelete: string;
  readonly onUpdate: string;
}

export interface TableFacts extends TableName {
  readonly kind: 'base' | 'view' | 'system' | 'missing';
  readonly engine: string | null;
  readonly partitioned: boolean;
  /** SHOW CREATE TABLE, as read with sql_mode 'NO_ENGINE_SUBSTITUTION'; empty unless a base table. */
  readonly createSql: string;
  readonly columns: readonly ColumnFacts[];
  readonly keys: readonly KeyFacts[];
  readonly triggers: readonly TriggerFacts[];
  /** Where this table is the child. */
  readonly foreignKeys: readonly ForeignKeyFacts[];
  /** Where this table is the parent; children of every schema. */
  readonly children: readonly ForeignKeyFacts[];
  /** TABLE_ROWS, an estimate. */
  readonly estimatedRows: number | null;
}

/** One statement of the request, as the sql room read it and the target proved it. */
export interface ReadStatement {
  /** 1-based. */
  readonly number: number;
  /** Where it stands in the filed text. */
  readonly range: TextRange;
  /** `classify()`'s word. */
  readonly kind: string;
  readonly statement: Statement;
  readonly slice: SliceResult;
  /** `describe()` of the slice; null where there is none. */
  readonly facts: SliceFacts | null;
  /** `judgeProof()`; null where nothing was asked. */
  readonly proof: ProofResult | null;
}

export interface PlanInput {
  readonly statements: readonly ReadStatement[];
  /** Facts of every table that `tablesToRead` named. */
  readonly tables: readonly TableFacts[];
  readonly server: ServerFacts;
  /** The schema of the target database (what an unqualified name means). */
  readonly schema: string;
  /** SHA-256 as 64 hex digits: given by the caller, so this room stays free of a runtime. */
  readonly hash: Hash;
}

export type Hash = (text: string) => string;

/** For a rollback of a rollback's plan: what the undo's own plan is made of. */
export interface UndoPlanInput {
  readonly original: RollbackPlan;
  readonly requestId: number;
  readonly onConflict: 'stop' | 'skip' | 'overwrite';
}

export type { Failure };
