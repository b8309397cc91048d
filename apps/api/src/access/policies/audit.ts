import { policyOf, type TeamResource } from '../policy.js';

export const auditPolicy = policyOf<TeamResource>()({
  'audit.read': { roles: ['auditor', 'admin'] },
});
