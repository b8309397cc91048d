import { accountText } from '../account.js';
import { isDynamic } from '../state/privileges.js';
import { givenPrivileges, type Risk } from './risk.js';

/** On every schema of the server, system schemas included. */
export const toEverything: Risk = {
  code: 'access-to-everything',
  find: (change) => {
    const given = givenPrivileges(change).filter(
      ({ item }) => item.level.type === 'global' && !isDynamic(item.privilege) && item.privilege !== 'GRANT OPTION',
    );
    return [...new Set(given.map(({ account }) => accountText(account)))].map((account) => ({
      severity: 'warn',
      params: { account },
    }));
  },
};
