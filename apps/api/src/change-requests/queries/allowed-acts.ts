// What the signed-in person may do with a request now: the roles by `can`, the state by the transition table.
import { statusesFor, type RequestAct } from '@sluice/change';
import type { AllowedActs, RequestStatus, Role } from '@sluice/contracts';
import type { Actor } from '../../access/actor.js';
import { can } from '../../access/can.js';
import { rolesIn } from '../store/roles-in.js';

export interface ActsFacts {
  readonly status: RequestStatus;
  readonly teamId: number;
  readonly requesterId: number;
  readonly waitsFor: readonly Role[] | null;
  /** The person has decided about this revision already. */
  readonly decided: boolean;
  readonly rollbackOf: number | null;
  /** A rollback of it is under way or done. */
  readonly rollbackOpen: boolean;
  /** It ran, can be undone, and its row images are there. */
  readonly undoable: boolean;
  readonly verificationFailed: boolean;
  /** Its run is in chunks, so it can be stopped between two. */
  readonly inChunks: boolean;
  /** A rollback of it has begun, or of a rollback: another one has taken its place. */
  readonly takenBack: boolean;
}

export function allowedActs(actor: Actor, facts: ActsFacts): AllowedActs {
  const { status, waitsFor, decided, rollbackOf } = facts;
  const now = (act: RequestAct) => statusesFor(act).includes(status);
  const may = (action: Parameters<typeof can>[1] & `change-request.${string}`) => can(actor, action, facts).allowed;
  const asked = waitsFor !== null && rolesIn(actor, facts.teamId).some((role) => waitsFor.includes(role));
  return {
    approve: now('approve') && asked && !decided && may('change-request.approve'),
    reject: now('reject') && !decided && may('change-request.reject'),
    revise: now('revise') && rollbackOf === null && may('change-request.revise'),
    cancel: now('cancel') && may('change-request.cancel'),
    rollback:
      now('roll-back') &&
      rollbackOf === null &&
      facts.undoable &&
      !facts.rollbackOpen &&
      may('change-request.rollback'),
    verifyAgain: facts.verificationFailed && may('change-request.verify'),
    stop: now('stop') && facts.inChunks && may('change-request.stop'),
    continue: now('continue') && !facts.takenBack && may('change-request.continue'),
  };
}
