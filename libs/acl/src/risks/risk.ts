import type { AccessItem, AccountDifference, AccountName, CodeParams, FindingCode, Severity } from '@sluice/contracts';

export interface AccessUnderReview {
  readonly differences: readonly AccountDifference[];
  /** Those that Sluice signs in with. */
  readonly ownAccounts: readonly AccountName[];
}

export interface RiskFound {
  readonly severity: Severity;
  readonly params: CodeParams;
}

/** One thing about access that an approver should know. Each looks at what the change adds, not at its words. */
export interface Risk {
  readonly code: FindingCode;
  find(change: AccessUnderReview): RiskFound[];
}

type Privilege = Extract<AccessItem, { type: 'privilege' }>;

/** Privileges that the change gives, restrictions apart. */
export function givenPrivileges({ differences }: AccessUnderReview): { account: AccountName; item: Privilege }[] {
  return differences.flatMap(({ account, added }) =>
    added.flatMap((item) => (item.type === 'privilege' && !item.restricted ? [{ account, item }] : [])),
  );
}
