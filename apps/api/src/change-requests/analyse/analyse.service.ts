// Stage `analyse`: reads the target and keeps what it found with the revision. A target that cannot be asked puts it off.
import { Injectable } from '@nestjs/common';
import { stageAgainAfter } from '@sluice/change';
import type { Analysis, ChangeKind, Failure, Finding } from '@sluice/contracts';
import { TargetError } from '@sluice/mysql';
import { DataSource } from 'typeorm';
import { Transactions } from '../../database/transactions.js';
import { TargetDirectory } from '../../targets/target-directory.js';
import type { StageOutcome, StageWork } from '../stages.js';
import { ChangeRequestEntity } from '../store/change-request.entity.js';
import { isDue, later } from '../store/due.js';
import { RevisionEntity } from '../store/revision.entity.js';
import { StatusMoves } from '../store/status-moves.js';
import { targetFailure, unreachedFinding } from '../target/target-failure.js';
import { AccessAnalysisService } from './access-analysis.service.js';
import { AnalysisService } from './analysis.service.js';
import { matchedRows } from './matched-rows.js';
import { RollbackAnalysisService } from './rollback-analysis.service.js';
import { StructureAnalysisService } from './structure-analysis.service.js';

/** Longer than an analysis takes: whoever picked it and died is followed by another after that. */
const pickedMs = 20_000;

const unforeseen: Failure = { code: 'statement-error', params: { errno: 0, message: 'internal error' } };

type Found = Analysis & { readonly conflicts: string | null };

@Injectable()
export class AnalyseService implements StageWork {
  private readonly analyses: Record<
    ChangeKind,
    (request: ChangeRequestEntity, revision: RevisionEntity) => Promise<Found>
  > = {
    dml: (request, revision) => this.analyseWith(this.analysis, request, revision),
    ddl: (request, revision) => this.analyseWith(this.structureAnalysis, request, revision),
    acl: (request, revision) => this.analyseWith(this.accessAnalysis, request, revision),
  };

  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly moves: StatusMoves,
    private readonly directory: TargetDirectory,
    private readonly analysis: AnalysisService,
    private readonly structureAnalysis: StructureAnalysisService,
    private readonly accessAnalysis: AccessAnalysisService,
    private readonly rollbackAnalysis: RollbackAnalysisService,
  ) {}

  async work(id: number): Promise<StageOutcome> {
    const request = await this.pick(id);
    if (request === null) return 'waits';
    const revision = await this.dataSource.manager.findOneByOrFail(RevisionEntity, {
      id: request.currentRevisionId ?? 0,
    });
    let found: Found;
    try {
      found = await this.analyses[request.kind](request, revision);
    } catch (error) {
      const failure = targetFailure(error);
      const errno = error instanceof TargetError ? error.errno : null;
      await this.putOff(request, unreachedFinding(failure ?? unforeseen, errno));
      // A fault of our own: the page says that it is tried again, the log says what it is.
      if (failure === undefined) throw error;
      return 'waits';
    }
    await this.keep(request, revision, found);
    return 'moved';
  }

  /** Takes it for a while, so that two workers do not ask the target twice; the compare-and-set at the end is what counts. */
  private async pick(id: number): Promise<ChangeRequestEntity | null> {
    const picked = await this.dataSource
      .createQueryBuilder()
      .update(ChangeRequestEntity)
      .set({ nextTryAt: later(pickedMs) })
      .where(`id = :id AND status = 'submitted' AND ${isDue}`, { id })
      .execute();
    if (picked.affected !== 1) return null;
    return this.dataSource.manager.findOneBy(ChangeRequestEntity, { id });
  }

  private async analyseWith(
    analysis: Pick<AnalysisService, 'analyse'>,
    request: ChangeRequestEntity,
    revision: RevisionEntity,
  ): Promise<Found> {
    if (request.rollbackOf !== null) return this.rollbackAnalysis.analyse(request, request.rollbackOf);
    const [database, shards] = await Promise.all([
      this.directory.database(request.targetDatabaseId),
      this.directory.shards(request.targetDatabaseId),
    ]);
    const { statements, expectedRows } = revision;
    return { ...(await analysis.analyse({ statements, expectedRows, database, shards })), conflicts: null };
  }

  private async keep(request: ChangeRequestEntity, revision: RevisionEntity, found: Found): Promise<void> {
    // A rollback is shown by table, all of it.
    const parts = found.plan?.undoes ? found.preview?.statements : found.plan?.statements;
    const matched = matchedRows(found.preview, parts?.length ?? 0);
    await this.transactions.run(async (manager) => {
      await this.moves.request(manager, {
        id: request.id,
        act: 'analyse',
        from: 'submitted',
        to: 'analysed',
        revisionId: revision.id,
        record: {
          actorId: null,
          action: 'change.analysed',
          params: { revision: revision.number, findings: found.findings.length },
        },
      });
      await manager.update(
        RevisionEntity,
        { id: revision.id },
        {
          findings: [...found.findings],
          plan: found.plan,
          preview: found.preview,
          conflicts: found.conflicts,
          ...(found.plan === null ? {} : { statementCount: found.plan.statements.length }),
          matchedRows: matched?.rows ?? null,
          matchedAtLeast: matched?.atLeast ?? false,
        },
      );
    });
  }

  private async putOff(request: ChangeRequestEntity, finding: Finding): Promise<void> {
    await this.transactions.run(async (manager) => {
      const put = await manager
        .createQueryBuilder()
        .update(ChangeRequestEntity)
        .set({ nextTryAt: later(stageAgainAfter(request.tries + 1)), tries: request.tries + 1 })
        .where(`id = :id AND status = 'submitted' AND current_revision_id = :currentRevisionId`, request)
        .execute();
      if (put.affected !== 1) return;
      await manager.update(RevisionEntity, { id: request.currentRevisionId ?? 0 }, { findings: [finding] });
      await this.moves.touch(manager, request.id);
    });
  }
}
