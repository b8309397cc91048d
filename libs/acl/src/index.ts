export { accountKey, accountText, type AccountName } from './account.js';
export { readAccess } from './read/read-access.js';
export type * from './read/types.js';
export type * from './state/types.js';
export { readCreateUser } from './state/read-create-user.js';
export { readGrants } from './state/read-grants.js';
export { accessDifference, type AccountDifference, type ClauseChange } from './difference/difference.js';
export { accessStatements } from './difference/statements.js';
export { effectivePrivileges, type EffectivePrivilege } from './effective/effective.js';
