export type * from './types.js';
export { TargetError } from './connect/target-error.js';
export { connectTarget } from './connect/connect-target.js';
export { tlsOptions, type TlsOptions } from './connect/tls.js';
// reading: on a connection of the `reader` account; each throws TargetError
export { readServerFacts } from './read/server-facts.js';
export { readTableFacts } from './read/table-facts.js';
export { readPlannedTables } from './read/planned-tables.js';
export { readSchemaOutline } from './read/schema-outline.js';
export { askDigests } from './read/ask-digests.js';
export { prepareCheck } from './read/prepare-check.js';
export { previewChange, type PreviewOrder } from './preview/preview-change.js';
// setting up: the `executor` account
export { ensureSluiceSchema } from './setup/sluice-schema.js';
export { requiredGrants } from './setup/required-grants.js';
export { checkPrivileges } from './setup/check-privileges.js';
// running and undoing, each on its own new connections
export { runChange } from './run/run-change.js';
export { readOutcome } from './verify/read-outcome.js';
export { verifyChange } from './verify/verify-change.js';
export { findConflicts } from './undo/find-conflicts.js';
export { previewUndo, type UndoPreviewOrder } from './undo/preview-undo.js';
export { undoChange } from './undo/undo-change.js';
export { verifyUndo } from './undo/verify-undo.js';
export { streamRollbackScript } from './undo/rollback-script.js';
export { dropImages } from './undo/drop-images.js';
export { dropKeptImages, listKeptImages, type KeptImages } from './undo/kept-images.js';
// structure changes: read on a `reader` connection, rehearsed on any server, run and undone as data changes are
export { readStructureFacts, type StructureFacts } from './ddl/structure-facts.js';
export { rehearse } from './ddl/rehearse.js';
export { runStructure } from './ddl/run/run-structure.js';
export { settleStructure } from './ddl/run/settle-structure.js';
export { undoStructure } from './ddl/run/undo-structure.js';
export { verifyStructure } from './ddl/run/verify-structure.js';
export { structureScript } from './ddl/run/structure-script.js';
export { dropKept } from './ddl/run/drop-kept.js';
// access: by an account that may give it
export { readOwnAccess } from './acl/read-access-states.js';
export { readAccessBefore, type AccessBefore } from './acl/read-access-before.js';
export { rehearseAccess, type AccessRehearsal } from './acl/rehearse-access.js';
export { targetObjects } from './acl/target-objects.js';
export { fingerprintOf, runAccess, type AccessOrder } from './acl/run-access.js';
export { settleAccess } from './acl/settle-access.js';
export { undoAccess } from './acl/undo-access.js';
export { dropKeptStates } from './acl/drop-kept-states.js';
export { verifyAccess, verifyAccessUndone } from './acl/verify-access.js';
