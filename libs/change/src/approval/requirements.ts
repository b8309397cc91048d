// The approval policy: who must agree to a change, and whether those who did are enough.
import type { Finding, Risk, Role, RollbackVerdict } from '@sluice/contracts';

/** One person with one of these roles (in the target's team, or for every team) must agree. */
export type RoleSet = readonly Role[];

export interface PolicyFacts {
  readonly verdict: RollbackVerdict;
  readonly risk: Risk;
  readonly findings: readonly Finding[];
  /** Sluice can run it exactly once. */
  readonly runnable: boolean;
}

export type PolicyAnswer =
  { readonly approvable: true; readonly requirements: readonly RoleSet[] } | { readonly approvable: false };

/**
 * A finding that blocks, or a change that cannot be run exactly once, is for nobody to approve. Otherwise an approver or a DBA of
 * the team; a DBA where it cannot be undone exactly or could do much harm.
 */
export function requirementsFor({ verdict, risk, findings, runnable }: PolicyFacts): PolicyAnswer {
  if (!runnable || findings.some((finding) => finding.severity === 'block')) return { approvable: false };
  const requirements: RoleSet[] = [['approver', 'dba']];
  if (verdict !== 'exact' || risk === 'high') requirements.push(['dba']);
  return { approvable: true, requirements };
}

export interface GivenApproval {
  readonly accountId: number;
  /** The roles the person had in the target's team when agreeing. */
  readonly roles: readonly Role[];
  /** Of the original, covering the rollback that was shown with it: it counts even if that person asks for the rollback. */
  readonly inherited?: boolean;
}

export interface RequirementState {
  readonly roles: RoleSet;
  /** The account that satisfied it; null while it is open. */
  readonly satisfiedBy: number | null;
}

/**
 * Which requirements the approvals satisfy. One person satisfies each requirement that one of the roles covers, and so may satisfy
 * all of them with one click; nobody satisfies any on a request of their own.
 */
export function satisfy(
  requirements: readonly RoleSet[],
  approvals: readonly GivenApproval[],
  requesterId: number,
): RequirementState[] {
  const counted = approvals.filter((approval) => approval.inherited === true || approval.accountId !== requesterId);
  return requirements.map((roles) => ({
    roles,
    satisfiedBy: counted.find((approval) => approval.roles.some((role) => roles.includes(role)))?.accountId ?? null,
  }));
}

/** Whether every requirement is satisfied; nothing is ever approved by an empty list. */
export function isApproved(states: readonly RequirementState[]): boolean {
  return states.length > 0 && states.every((state) => state.satisfiedBy !== null);
}
