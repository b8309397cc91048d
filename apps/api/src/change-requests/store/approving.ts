// The last step of an approval, whoever gives it: the request is approved and gets one execution per shard, in one transaction.
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ShardEntity } from '../../targets/shard.entity.js';
import { ChangeRequestEntity } from './change-request.entity.js';
import { ExecutionEntity } from './execution.entity.js';
import { RevisionEntity } from './revision.entity.js';
import { StatusMoves } from './status-moves.js';

/** The name of a run on its target, unique over all portals that share the target. */
export function newMarkerKey(): string {
  return randomBytes(16).toString('hex');
}

@Injectable()
export class Approving {
  constructor(private readonly moves: StatusMoves) {}

  /** @throws StateChangedError when the request is not `planned` with this revision any more */
  async approve(
    manager: EntityManager,
    request: ChangeRequestEntity,
    revision: RevisionEntity,
    actorId: number | null,
  ): Promise<void> {
    await this.moves.request(manager, {
      id: request.id,
      act: 'approve',
      from: 'planned',
      to: 'approved',
      revisionId: revision.id,
      record: {
        actorId,
        action: 'change.approved',
        params: { revision: revision.number, contentHash: revision.contentHash },
      },
    });
    // By this connection: a transaction that waits for another one of the pool could wait for ever.
    const shards = await manager.findBy(ShardEntity, { targetDatabaseId: request.targetDatabaseId });
    await manager.insert(
      ExecutionEntity,
      shards.map(({ id: shardId }) => ({
        changeRequestId: request.id,
        revisionId: revision.id,
        shardId,
        markerKey: newMarkerKey(),
        status: 'pending' as const,
        changed: [],
      })),
    );
  }
}
