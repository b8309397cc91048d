// What an approver sees of a change of access, out of its rehearsal: who gets and loses what, how it is undone, and how exactly.
import type {
  Access,
  AccessItem,
  AccountName,
  AccountState,
  EffectivePrivilege,
  Reason,
  RollbackVerdict,
} from '@sluice/contracts';
import { accountText } from '../account.js';
import { notGivable } from '../authority/may-give.js';
import { accessDifference } from '../difference/difference.js';
import { levelText } from '../difference/item-sql.js';
import { accessStatements } from '../difference/statements.js';
import { effectivePrivileges } from '../effective/effective.js';
import type { AccessStatement } from '../read/types.js';
import { itemKey } from '../state/item-key.js';

export interface RehearsedAccess {
  readonly statements: readonly AccessStatement[];
  /** Masked. */
  readonly before: readonly AccountState[];
  /** After each statement. */
  readonly steps: readonly (readonly AccountState[])[];
  /** The way back led to where it began. */
  readonly undone: boolean;
  /** What the account that will run it has. */
  readonly own: readonly AccessItem[];
  /** Of accounts that are dropped or renamed: who has them as a role could be read. */
  readonly holdersKnown: boolean;
}

export interface PlannedAccess {
  readonly verdict: RollbackVerdict;
  readonly reasons: Reason[];
  readonly runnable: boolean;
  readonly access: Access;
}

export function planAccess(rehearsed: RehearsedAccess): PlannedAccess {
  const { before, steps } = rehearsed;
  const after = steps.at(-1) ?? before;
  const differences = accessDifference(before, after);
  const refused = notGivable(differences, rehearsed.own).map(mayNotGive);
  const reasons = [...refused, ...reasonsOf(rehearsed)];
  return {
    verdict: reasons.length === 0 ? 'exact' : rehearsed.undone && refused.length === 0 ? 'partial' : 'none',
    reasons,
    runnable: refused.length === 0,
    access: {
      before: [...before],
      steps: steps.map((states) => [...states]),
      differences,
      effective: after.flatMap(({ account }) => effectiveChange(account, before, after)),
      undo: accessStatements(after, before),
    },
  };
}

function reasonsOf({ statements, undone, holdersKnown }: RehearsedAccess): Reason[] {
  const reasons: Reason[] = [];
  if (!undone) reasons.push({ code: 'rehearsal-not-undone', params: {} });
  if (!holdersKnown) reasons.push({ code: 'role-holders-not-seen', params: {} });
  if (statements.some(({ touchesOldPassword }) => touchesOldPassword))
    reasons.push({ code: 'second-password', params: {} });
  return reasons;
}

function mayNotGive(item: AccessItem): Reason {
  const what =
    item.type === 'privilege'
      ? `${item.privilege} ON ${levelText(item.level)}`
      : accountText(item.type === 'role' ? item.role : item.proxied);
  return { code: 'grantor-may-not-give', params: { what } };
}

function effectiveChange(
  account: AccountName,
  before: readonly AccountState[],
  after: readonly AccountState[],
): Access['effective'] {
  const had = effectivePrivileges(account, before);
  const has = effectivePrivileges(account, after);
  const gained = without(has, had);
  const lost = without(had, has);
  return gained.length + lost.length === 0 ? [] : [{ account, gained, lost }];
}

function without(some: readonly EffectivePrivilege[], others: readonly EffectivePrivilege[]): EffectivePrivilege[] {
  const keys = new Set(others.map(({ item }) => itemKey(item)));
  return some.filter(({ item }) => !keys.has(itemKey(item)));
}
