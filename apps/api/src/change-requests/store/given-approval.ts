import type { GivenApproval } from '@sluice/change';
import type { ApprovalEntity } from './approval.entity.js';

/** An approval as the policy counts it. */
export function givenApproval({ accountId, roles, inheritedFrom }: ApprovalEntity): GivenApproval {
  return { accountId, roles, inherited: inheritedFrom !== null };
}
