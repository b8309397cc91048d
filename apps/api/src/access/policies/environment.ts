import { policyOf, type TeamResource } from '../policy.js';

export const environmentPolicy = policyOf<TeamResource>()({
  'environment.create': { roles: ['admin'] },
  'environment.set-images-kept': { roles: ['admin'] },
});
