// All that the page of one change request shows.
import { Injectable } from '@nestjs/common';
import { satisfy } from '@sluice/change';
import type { ExecutionView, Person, RequestView, RevisionView } from '@sluice/contracts';
import { DataSource, In } from 'typeorm';
import { AccountEntity } from '../../access/account.entity.js';
import type { Actor } from '../../access/actor.js';
import { ProblemError } from '../../http/problem-error.js';
import { ShardEntity } from '../../targets/shard.entity.js';
import { ApprovalEntity } from '../store/approval.entity.js';
import { AttemptEntity } from '../store/attempt.entity.js';
import { ChangeRequestEntity } from '../store/change-request.entity.js';
import { ExecutionEntity } from '../store/execution.entity.js';
import { givenApproval } from '../store/given-approval.js';
import { RevisionEntity } from '../store/revision.entity.js';
import { ChunkViews } from './chunk-views.js';
import { RequestRows } from './request-rows.js';

@Injectable()
export class RequestViews {
  constructor(
    private readonly dataSource: DataSource,
    private readonly rows: RequestRows,
    private readonly chunks: ChunkViews,
  ) {}

  /** @throws ProblemError `not-found`, also where the actor may not read it: its existence is nobody else's business */
  async view(actor: Actor, id: number): Promise<RequestView> {
    const { manager } = this.dataSource;
    const row = await this.rows.one(actor, id);
    if (row === undefined) throw new ProblemError('not-found');
    const request = await manager.findOneByOrFail(ChangeRequestEntity, { id });
    const [revision, revisions, executions, rollbacks] = await Promise.all([
      manager.findOneByOrFail(RevisionEntity, { id: request.currentRevisionId ?? 0 }),
      manager.find(RevisionEntity, {
        select: { id: true, number: true, contentHash: true, createdAt: true },
        where: { changeRequestId: id },
        order: { number: 'ASC' },
      }),
      this.executions(id, request.currentRevisionId ?? 0),
      manager.find(ChangeRequestEntity, { where: { rollbackOf: id }, order: { id: 'ASC' } }),
    ]);
    const approvals = await manager.find(ApprovalEntity, {
      where: { revisionId: In(revisions.map((each) => each.id)) },
      order: { id: 'ASC' },
    });
    const people = await this.people(approvals.map((approval) => approval.accountId));
    const current = approvals.filter((each) => each.revisionId === revision.id && each.decision === 'approve');
    const states = satisfy(revision.requirements ?? [], current.map(givenApproval), request.requesterId);
    return {
      ...row,
      revision: revisionView(revision),
      revisions: revisions.map((each) => ({
        id: each.id,
        number: each.number,
        createdAt: each.createdAt.toISOString(),
      })),
      requirements: states.map(({ roles, satisfiedBy }) => ({
        roles: [...roles],
        satisfiedBy: satisfiedBy === null ? null : person(people, satisfiedBy),
      })),
      approvals: approvals.map((each) => ({
        id: each.id,
        revisionId: each.revisionId,
        person: person(people, each.accountId),
        decision: each.decision,
        comment: each.comment,
        valid: each.revisionId === revision.id && each.contentHash === revision.contentHash,
        createdAt: each.createdAt.toISOString(),
      })),
      executions,
      rollbacks: rollbacks.map((rollback) => ({ id: rollback.id, status: rollback.status })),
      imagesKeptDays: request.imagesKeptDays,
      imagesBytes: await this.imagesBytes(id),
    };
  }

  private async imagesBytes(id: number): Promise<number | null> {
    const [row] = await this.dataSource.query<{ bytes: string | null }[]>(
      'SELECT SUM(images_bytes) AS bytes FROM execution WHERE change_request_id = ?',
      [id],
    );
    return row?.bytes == null ? null : Number(row.bytes);
  }

  /** One revision, also one that another has replaced. @throws ProblemError `not-found` */
  async revision(actor: Actor, id: number, number: number): Promise<RevisionView> {
    const readable = await this.rows.one(actor, id);
    const revision =
      readable && (await this.dataSource.manager.findOneBy(RevisionEntity, { changeRequestId: id, number }));
    if (!revision) throw new ProblemError('not-found');
    return revisionView(revision);
  }

  private async executions(changeRequestId: number, revisionId: number): Promise<ExecutionView[]> {
    const { manager } = this.dataSource;
    const executions = await manager.find(ExecutionEntity, {
      where: { changeRequestId, revisionId },
      order: { shardId: 'ASC' },
    });
    if (executions.length === 0) return [];
    const [attempts, shards] = await Promise.all([
      manager.find(AttemptEntity, {
        where: { executionId: In(executions.map((each) => each.id)) },
        order: { number: 'ASC' },
      }),
      manager.findBy(ShardEntity, { id: In(executions.map((each) => each.shardId)) }),
    ]);
    const chunks = await this.chunks.of(executions, revisionId);
    const names = new Map(shards.map((shard) => [shard.id, shard.name]));
    return executions.map((each) => ({
      id: each.id,
      shard: { id: each.shardId, name: names.get(each.shardId) ?? '' },
      status: each.status,
      failure: each.failure,
      changed: each.changed,
      skipped: each.skipped,
      attempts: attempts
        .filter((attempt) => attempt.executionId === each.id)
        .map(({ number, outcome, failure, startedAt, endedAt }) => ({
          number,
          outcome,
          failure,
          startedAt: startedAt.toISOString(),
          endedAt: endedAt?.toISOString() ?? null,
        })),
      chunks: chunks.get(each.id) ?? null,
      startedAt: each.startedAt?.toISOString() ?? null,
      endedAt: each.endedAt?.toISOString() ?? null,
    }));
  }

  private async people(ids: readonly number[]): Promise<ReadonlyMap<number, Person>> {
    const accounts = await this.dataSource.manager.findBy(AccountEntity, { id: In([...ids]) });
    return new Map(accounts.map(({ id, login, name }) => [id, { id, login, name }]));
  }
}

function person(people: ReadonlyMap<number, Person>, id: number): Person {
  const found = people.get(id);
  if (found === undefined) throw new Error(`no account ${id}`);
  return found;
}

function revisionView(revision: RevisionEntity): RevisionView {
  const { id, number, statements, reason, expectedRows, checks, contentHash, findings, plan, preview, risk } = revision;
  return {
    ...{ id, number, statements, reason, expectedRows, checks, contentHash, findings, plan, preview, risk },
    createdAt: revision.createdAt.toISOString(),
  };
}
