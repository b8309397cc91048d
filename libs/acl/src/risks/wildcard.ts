import { accountText } from '../account.js';
import { givenPrivileges, type Risk } from './risk.js';

/** `shop_1` in GRANT … ON shop_1.* is a pattern: it means shopx1 too, today's and those made later. */
export const byWildcard: Risk = {
  code: 'access-by-wildcard',
  find: (change) => {
    const found = new Map<string, { account: string; schema: string }>();
    for (const { account, item } of givenPrivileges(change)) {
      if (item.level.type !== 'schema' || !hasWildcard(item.level.schema)) continue;
      const params = { account: accountText(account), schema: item.level.schema };
      found.set(JSON.stringify(params), params);
    }
    return [...found.values()].map((params) => ({ severity: 'warn', params }));
  },
};

function hasWildcard(pattern: string): boolean {
  return /[_%]/.test(pattern.replace(/\\[_%\\]/g, ''));
}
