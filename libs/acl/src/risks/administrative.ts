import { accountText } from '../account.js';
import { isDynamic } from '../state/privileges.js';
import { givenPrivileges, type Risk } from './risk.js';

/** Static privileges that reach beyond data; every dynamic one does. */
const administrative = new Set([
  'SUPER',
  'FILE',
  'PROCESS',
  'RELOAD',
  'SHUTDOWN',
  'CREATE USER',
  'CREATE ROLE',
  'DROP ROLE',
  'CREATE TABLESPACE',
  'REPLICATION SLAVE',
  'REPLICATION CLIENT',
]);

/** Privileges over the server, its accounts or its files. */
export const administrativePrivileges: Risk = {
  code: 'access-administrative',
  find: (change) =>
    givenPrivileges(change)
      .filter(({ item }) => isDynamic(item.privilege) || administrative.has(item.privilege))
      .map(({ account, item }) => ({
        severity: 'warn',
        params: { account: accountText(account), privilege: item.privilege },
      })),
};
