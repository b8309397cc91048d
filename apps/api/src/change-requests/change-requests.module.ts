// The way of a change request through both processes: people act by HTTP, the dispatcher does the rest in the worker.
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessAnalysisService } from './analyse/access-analysis.service.js';
import { AnalyseService } from './analyse/analyse.service.js';
import { AnalysisService } from './analyse/analysis.service.js';
import { RollbackAnalysisService } from './analyse/rollback-analysis.service.js';
import { StructureAnalysisService } from './analyse/structure-analysis.service.js';
import { DecideService } from './approve/decide.service.js';
import { CancelService } from './cancel/cancel.service.js';
import { CloseService } from './close/close.service.js';
import { ExpireService } from './close/expire.service.js';
import { KeptImagesService } from './close/kept-images.service.js';
import { PurgeImagesService } from './close/purge-images.service.js';
import { Dispatcher } from './dispatch/dispatcher.js';
import { DueWorks } from './dispatch/due-work.js';
import { Housekeeping } from './dispatch/housekeeping.js';
import { StageWorks } from './dispatch/stage-works.js';
import { ApprovalRecheck } from './execute/approval-recheck.js';
import { ExecuteService } from './execute/execute.service.js';
import { NewLook } from './execute/new-look.js';
import { TargetRun } from './execute/target-run.js';
import { DecisionsController } from './http/decisions.controller.js';
import { DryAnalysisController } from './http/dry-analysis.controller.js';
import { FilingController } from './http/filing.controller.js';
import { RequestsController } from './http/requests.controller.js';
import { RollbackController } from './http/rollback.controller.js';
import { InheritedApproval } from './plan/inherited-approval.js';
import { PlanService } from './plan/plan.service.js';
import { ChunkViews } from './queries/chunk-views.js';
import { RequestRows } from './queries/request-rows.js';
import { RequestViews } from './queries/request-view.js';
import { Timeline } from './queries/timeline.js';
import { ConflictsService } from './rollback/conflicts.service.js';
import { RollbackService } from './rollback/rollback.service.js';
import { ScriptService } from './rollback/script.service.js';
import { SettleService } from './settle/settle.service.js';
import { ApprovalEntity } from './store/approval.entity.js';
import { Approving } from './store/approving.js';
import { AttemptEntity } from './store/attempt.entity.js';
import { ChangeRequestEntity } from './store/change-request.entity.js';
import { ChunkJournal } from './store/chunk-journal.js';
import { ChunkEntity } from './store/chunk.entity.js';
import { ExecutionClaims } from './store/execution-claims.js';
import { ExecutionEntity } from './store/execution.entity.js';
import { Filing } from './store/filing.js';
import { RevisionEntity } from './store/revision.entity.js';
import { StatusMoves } from './store/status-moves.js';
import { ContinueService } from './steer/continue.service.js';
import { StopService } from './steer/stop.service.js';
import { SubmitService } from './submit/submit.service.js';
import { DigestProof } from './target/digest-proof.js';
import { RehearsalServer } from './target/rehearsal-server.js';
import { TargetReading } from './target/target-reading.js';
import { UndoableRuns } from './target/undoable-runs.js';
import { VerifyAgainService } from './verify/verify-again.service.js';
import { VerifyService } from './verify/verify.service.js';

const entities = [
  ...[ChangeRequestEntity, RevisionEntity, ApprovalEntity],
  ...[ExecutionEntity, AttemptEntity, ChunkEntity],
];
const store = [StatusMoves, Filing, Approving, ExecutionClaims, ChunkJournal];
const target = [
  TargetReading,
  DigestProof,
  UndoableRuns,
  AnalysisService,
  RehearsalServer,
  StructureAnalysisService,
  AccessAnalysisService,
];

@Module({
  imports: [TypeOrmModule.forFeature(entities)],
  providers: [...store, ...target],
  exports: [...store, ...target],
})
class ChangeRequestsCoreModule {}

@Module({
  imports: [ChangeRequestsCoreModule],
  controllers: [
    // Fixed paths before those with an id.
    ...[DryAnalysisController, RequestsController, FilingController, DecisionsController, RollbackController],
  ],
  providers: [
    ...[SubmitService, DecideService, CancelService, VerifyAgainService, StopService, ContinueService],
    ...[RollbackService, ConflictsService, ScriptService],
    ...[RequestRows, RequestViews, ChunkViews, Timeline],
  ],
})
export class ChangeRequestsHttpModule {}

@Module({
  imports: [ChangeRequestsCoreModule],
  providers: [
    ...[AnalyseService, RollbackAnalysisService, PlanService, InheritedApproval],
    ...[ExecuteService, ApprovalRecheck, TargetRun, NewLook, SettleService, VerifyService, CloseService],
    ...[ExpireService, PurgeImagesService, KeptImagesService],
    ...[DueWorks, StageWorks, Dispatcher, Housekeeping],
  ],
})
export class ChangeRequestsWorkerModule {}
