export type * from './facts.js';
import type { PlannedTable, RollbackPlan, TableName } from '@sluice/contracts';
import type { Hash, PlanInput, ReadStatement, TableFacts, UndoPlanInput } from './facts.js';

/** The tables whose facts the plan of these statements needs, with `schema` filled in where the text names none. */
export declare function tablesToRead(statements: readonly ReadStatement[], schema: string): TableName[];
/** Verdict, reasons and everything that decides what is captured. Pure; never throws for an odd statement. */
export declare function planChange(input: PlanInput): RollbackPlan;
/** The plan of a rollback: the original's tables and statements, `undoes` set; verdict of the original. */
export declare function planUndo(input: UndoPlanInput): RollbackPlan;
/** SHA-256 over the canonical SHOW CREATE TABLE (without AUTO_INCREMENT=), triggers and foreign keys of both directions. */
export declare function fingerprint(table: TableFacts, hash: Hash): string;
/** What the plan holds of a table. */
export declare function plannedTable(table: TableFacts, hash: Hash): PlannedTable;
