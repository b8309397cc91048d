import { policyOf, type TeamResource } from '../policy.js';

export const teamPolicy = policyOf<TeamResource>()({
  'team.read': { roles: ['developer', 'approver', 'dba', 'oncall', 'auditor', 'admin'] },
  'team.create': { roles: ['admin'] },
});
