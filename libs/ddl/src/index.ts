export type { KeyModel, TableModel } from './table/model.js';
export type { Operation, StructureStatement } from './statement/types.js';
export type { Definitions, Rehearsal, RehearsedStep, StepFacts, StepPlan, TableFacts } from './plan/types.js';
export { errorPlace } from './statement/error-place.js';
export { isStructureKind, readStructure } from './statement/read-structure.js';
export { inSchema, withWay } from './statement/texts.js';
export { creating } from './table/creating.js';
export { withoutNextId } from './table/same-table.js';
export { followTables } from './plan/follow-tables.js';
export { planStructure, type StructureReading } from './plan/plan-structure.js';
export { refusals } from './plan/refusals.js';
export { planStep } from './plan/plan-step.js';
export {
  countKeptConflicts,
  countOtherRows,
  createKept,
  keepAfter,
  keepBefore,
  markKeptConflicts,
  putBackKept,
  type KeptPlace,
} from './kept/kept-sql.js';
