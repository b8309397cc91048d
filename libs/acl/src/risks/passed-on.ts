import type { AccessItem } from '@sluice/contracts';
import { accountText } from '../account.js';
import type { Risk } from './risk.js';

/** Who may pass on what it has decides about access without Sluice. */
export const passedOn: Risk = {
  code: 'access-passed-on',
  find: ({ differences }) =>
    differences
      .filter(({ added }) => added.some(isPassedOn))
      .map(({ account }) => ({ severity: 'warn', params: { account: accountText(account) } })),
};

function isPassedOn(item: AccessItem): boolean {
  if (item.type === 'privilege') return item.grantable || item.privilege === 'GRANT OPTION';
  return item.type === 'role' ? item.admin : item.grantable;
}
