export type { KeyModel, TableModel } from './table/model.js';
export type { Operation, StructureStatement } from './statement/types.js';
export type { Definitions, StepFacts, StepPlan, TableFacts } from './plan/types.js';
export { errorPlace } from './statement/error-place.js';
export { isStructureKind, readStructure } from './statement/read-structure.js';
export { inSchema, withWay } from './statement/texts.js';
export { withoutNextId } from './table/same-table.js';
export { followTables } from './plan/follow-tables.js';
export { planStep } from './plan/plan-step.js';
