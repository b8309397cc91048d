import { policyOf, type TeamResource } from '../policy.js';

export const targetDatabasePolicy = policyOf<TeamResource>()({
  'target-database.read': { roles: ['developer', 'approver', 'dba', 'oncall', 'auditor', 'admin'] },
  'target-database.register': { roles: ['dba', 'admin'] },
  // Table and column names of a team's database are for those who work on it.
  'target-database.outline': { roles: ['developer', 'approver', 'dba', 'oncall'] },
});
