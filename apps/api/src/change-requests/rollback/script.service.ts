// The rollback script: SQL that a person can read and run, streamed from the row images on the target.
import { Injectable } from '@nestjs/common';
import { accessScript } from '@sluice/acl';
import { streamRollbackScript, structureScript } from '@sluice/mysql';
import type { Actor } from '../../access/actor.js';
import { authorize } from '../../access/can.js';
import { AuditLog } from '../../audit/audit-log.js';
import { Transactions } from '../../database/transactions.js';
import { TargetDirectory } from '../../targets/target-directory.js';
import { UndoableRuns } from '../target/undoable-runs.js';

@Injectable()
export class ScriptService {
  constructor(
    private readonly transactions: Transactions,
    private readonly audit: AuditLog,
    private readonly directory: TargetDirectory,
    private readonly undoable: UndoableRuns,
  ) {}

  /** Pieces of text, shard after shard. Reading is put on record before the first one. @throws ProblemError, TargetError */
  async *read(
    actor: Actor,
    request: { readonly id: number; readonly teamId: number; readonly requesterId: number },
  ): AsyncGenerator<string, void, undefined> {
    authorize(actor, 'change-request.read-script', request);
    const { plan, executions } = await this.undoable.of(request.id);
    await this.transactions.run((manager) =>
      this.audit.record(manager, {
        actorId: actor.accountId,
        action: 'change.script-read',
        subject: { type: 'change-request', id: request.id },
        params: {},
      }),
    );
    for (const { shardId, markerKey } of executions) {
      const target = await this.directory.connectionOptions(shardId, 'executor');
      const key = { execution: markerKey, chunk: 0 };
      const about = [`Sluice #${request.id}`, `${target.schema}`];
      if (plan.structure) yield structureScript(plan, key, about);
      else if (plan.access) yield accessScript(plan.access, about);
      else yield* streamRollbackScript(target, { key, plan, about });
    }
  }
}
