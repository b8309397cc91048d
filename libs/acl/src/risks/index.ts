import type { Finding } from '@sluice/contracts';
import { administrativePrivileges } from './administrative.js';
import { byWildcard } from './wildcard.js';
import { fromAnywhere } from './from-anywhere.js';
import { passedOn } from './passed-on.js';
import { toEverything } from './everything.js';
import type { AccessUnderReview, Risk } from './risk.js';
import { systemAccount } from './system-account.js';

const risks: readonly Risk[] = [
  systemAccount,
  administrativePrivileges,
  toEverything,
  passedOn,
  byWildcard,
  fromAnywhere,
];

/** What an approver should know of the change as a whole, gravest first. */
export function accessRisks(change: AccessUnderReview): Finding[] {
  return risks.flatMap(({ code, find }) => find(change).map((found) => ({ code, statement: 0, ...found })));
}
