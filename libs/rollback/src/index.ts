export type * from './facts.js';
export { tablesToRead } from './plan/names.js';
export { planChange, planUndo } from './plan/plan-change.js';
export { fingerprint } from './fingerprint/fingerprint.js';
// texts of capture and undo, for the driver
export * from './images/columns.js';
export * from './images/names.js';
export * from './images/image-table.js';
export * from './images/stage-table.js';
export * from './images/same-row.js';
export * from './images/capture.js';
export * from './images/capture-insert.js';
export * from './undo/image-set.js';
export * from './undo/way.js';
export * from './undo/worklist.js';
export * from './undo/conflicts.js';
export * from './undo/put-back.js';
export * from './script/script.js';
export { jsonLosesByText } from './script/value.js';
