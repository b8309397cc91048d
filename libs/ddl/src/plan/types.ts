// What the rehearsal tells the core, and what it gets back for the next step.
import type { KeptValues, Reason, Recycled, StructureStep } from '@sluice/contracts';

/** As SHOW CREATE TABLE says; null: there is no such table. */
export type Definitions = ReadonlyMap<string, string | null>;

/** What of the target the way back hangs on; of every table that stood before the statement. */
export interface TableFacts {
  readonly table: string;
  readonly engine: string | null;
  readonly rows: number | null;
  readonly bytes: number | null;
  /** `INSERT`, `UPDATE`, `DELETE` of its triggers. */
  readonly triggers: readonly string[];
}

export interface StepFacts {
  readonly before: Definitions;
  readonly after: Definitions;
  readonly tables: readonly TableFacts[];
  /** Whether the statement runs in a strict sql_mode. */
  readonly strict: boolean;
  readonly serverVersion: string;
  /** More rows than this are not kept: keeping them holds writers up. */
  readonly keptRowLimit: number;
}

/** How one statement is undone. Nothing of it is believed before it was rehearsed. */
export interface StepPlan {
  readonly inverse: readonly string[] | null;
  readonly recycled: readonly Recycled[];
  readonly created: readonly string[];
  readonly kept: readonly KeptValues[];
  /** After kept values were put back. */
  readonly closing: readonly string[];
  /** From before `closing` to where the statement led: where the way back can't be ended. */
  readonly reopening: readonly string[];
  /** Empty: exact. */
  readonly reasons: readonly Reason[];
}

export interface RehearsedStep extends StructureStep {
  /** Empty: exact. */
  readonly reasons: readonly Reason[];
}

export interface Rehearsal {
  readonly serverVersion: string;
  /** Of the statements that ran; where one failed, those before it. */
  readonly steps: readonly RehearsedStep[];
  /** Tables whose clone is another than the original: nothing was rehearsed. */
  readonly cloneDiffers: readonly string[];
  readonly failed: { readonly statement: number; readonly errno: number; readonly message: string } | null;
}
