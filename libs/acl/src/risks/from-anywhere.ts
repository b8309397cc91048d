import { accountText } from '../account.js';
import type { Risk } from './risk.js';

/** A new account that may sign in from any address. Roles are locked: nobody signs in as one. */
export const fromAnywhere: Risk = {
  code: 'access-from-anywhere',
  find: ({ differences }) =>
    differences.flatMap(({ account, existed, exists, clauses }) => {
      const locked = clauses.some(({ name, after }) => name === 'lock' && after === 'ACCOUNT LOCK');
      if (existed || !exists || locked || account.host !== '%') return [];
      return [{ severity: 'warn', params: { account: accountText(account) } }];
    }),
};
