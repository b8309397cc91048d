// Every action there is. What is not listed here, nobody may do.
import { accountPolicy } from './account.js';
import { auditPolicy } from './audit.js';
import { changeRequestPolicy } from './change-request.js';
import { clusterPolicy } from './cluster.js';
import { environmentPolicy } from './environment.js';
import { targetDatabasePolicy } from './target-database.js';
import { teamPolicy } from './team.js';

export const policies = {
  ...teamPolicy,
  ...accountPolicy,
  ...environmentPolicy,
  ...clusterPolicy,
  ...targetDatabasePolicy,
  ...changeRequestPolicy,
  ...auditPolicy,
} as const;

export type Action = keyof typeof policies;
