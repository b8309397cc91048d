import { accountKey, accountText } from '../account.js';
import type { Risk } from './risk.js';

/** MySQL's own, those of RDS and Aurora. */
const system = new Set([
  'mysql.sys',
  'mysql.session',
  'mysql.infoschema',
  'rdsadmin',
  'rdsrepladmin',
  'rds_superuser_role',
]);

/** Accounts that the server, its operator or Sluice itself depends on. */
export const systemAccount: Risk = {
  code: 'access-of-system-account',
  find: ({ differences, ownAccounts }) => {
    const own = new Set(ownAccounts.map(accountKey));
    return differences
      .filter(({ account }) => system.has(account.user) || own.has(accountKey(account)))
      .map(({ account }) => ({ severity: 'block', params: { account: accountText(account) } }));
  },
};
