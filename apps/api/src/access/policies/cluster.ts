import { policyOf, type TeamResource } from '../policy.js';

export const clusterPolicy = policyOf<TeamResource>()({
  'cluster.read': { roles: ['dba', 'oncall', 'auditor', 'admin'] },
  'cluster.register': { roles: ['dba', 'admin'] },
  'cluster.set-credential': { roles: ['dba', 'admin'] },
  'cluster.set-tls': { roles: ['dba', 'admin'] },
  'cluster.check': { roles: ['dba', 'admin'] },
});
