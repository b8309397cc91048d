// Stage `plan`: how dangerous is it, who must agree, and the hash that their approval binds.
import { Injectable } from '@nestjs/common';
import { contentHash, requirementsFor, riskOf } from '@sluice/change';
import type { ChangeKind, Risk, Role, RollbackPlan, Structure } from '@sluice/contracts';
import { DataSource, type EntityManager } from 'typeorm';
import { Transactions } from '../../database/transactions.js';
import { TargetDirectory } from '../../targets/target-directory.js';
import type { StageOutcome, StageWork } from '../stages.js';
import { ChangeRequestEntity } from '../store/change-request.entity.js';
import { contentOf } from '../store/content-of.js';
import { RevisionEntity } from '../store/revision.entity.js';
import { StatusMoves } from '../store/status-moves.js';
import { sha256 } from '../target/sha256.js';
import { InheritedApproval } from './inherited-approval.js';

interface Planned {
  readonly verdict: RollbackPlan['verdict'];
  readonly risk: Risk;
  /** Null: nobody may approve it. */
  readonly requirements: Role[][] | null;
  readonly contentHash: string;
}

@Injectable()
export class PlanService implements StageWork {
  private readonly plans: Record<
    ChangeKind,
    (request: ChangeRequestEntity, revision: RevisionEntity, plan: RollbackPlan) => Promise<Planned>
  > = {
    dml: (request, revision, plan) => this.plan(request, revision, plan),
    ddl: (request, revision, plan) => this.plan(request, revision, plan),
    acl: (request, revision, plan) => this.plan(request, revision, plan),
  };

  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly moves: StatusMoves,
    private readonly directory: TargetDirectory,
    private readonly inherited: InheritedApproval,
  ) {}

  async work(id: number): Promise<StageOutcome> {
    const request = await this.dataSource.manager.findOneBy(ChangeRequestEntity, { id });
    if (request?.status !== 'analysed') return 'waits';
    const revision = await this.dataSource.manager.findOneByOrFail(RevisionEntity, {
      id: request.currentRevisionId ?? 0,
    });
    const planned = revision.plan === null ? null : await this.plans[request.kind](request, revision, revision.plan);
    await this.transactions.run((manager) => this.keep(manager, request, revision, planned));
    return 'moved';
  }

  private async plan(request: ChangeRequestEntity, revision: RevisionEntity, plan: RollbackPlan): Promise<Planned> {
    const { environment } = await this.directory.database(request.targetDatabaseId);
    const { findings, matchedRows, matchedAtLeast } = revision;
    const counted = matchedRows === null ? null : { rows: matchedRows, atLeast: matchedAtLeast };
    const rows = plan.structure ? rewritten(plan.structure) : counted;
    const { verdict, runnable } = plan;
    const risk = riskOf({
      ...{ verdict, findings, rows, production: environment.production },
      locksLong: Boolean(plan.run?.whole),
    });
    const policy = requirementsFor({ verdict, risk, findings, runnable });
    const shards = await this.directory.shards(request.targetDatabaseId);
    return {
      verdict,
      risk,
      requirements: policy.approvable ? policy.requirements.map((roles) => [...roles]) : null,
      contentHash: contentHash(contentOf(request, revision, plan, shards), sha256),
    };
  }

  private async keep(
    manager: EntityManager,
    request: ChangeRequestEntity,
    revision: RevisionEntity,
    planned: Planned | null,
  ): Promise<void> {
    const requirements = planned?.requirements ?? null;
    await this.moves.request(manager, {
      id: request.id,
      act: 'plan',
      from: 'analysed',
      to: 'planned',
      revisionId: revision.id,
      set: { waitsFor: requirements === null ? null : [...new Set(requirements.flat())] },
      record: {
        actorId: null,
        action: 'change.planned',
        params: {
          revision: revision.number,
          verdict: planned?.verdict ?? 'none',
          contentHash: planned?.contentHash ?? '',
        },
      },
    });
    // A text that cannot be taken has no plan: it waits for an edit, and there is nothing to approve.
    if (planned === null) return;
    await manager.update(RevisionEntity, { id: revision.id }, { ...planned });
    if (requirements === null) return;
    await this.inherited.give(manager, request, Object.assign(revision, planned));
  }
}

/** Rows that are copied, or whose values are kept: as the target's statistics say; null where they say nothing. */
function rewritten({ steps }: Structure): { rows: number; atLeast: boolean } | null {
  const touched = steps.filter(({ way, kept }) => way.algorithm === 'copy' || kept.length > 0);
  if (touched.some(({ way }) => way.rows === null)) return null;
  return { rows: touched.reduce((sum, { way }) => sum + (way.rows ?? 0), 0), atLeast: false };
}
