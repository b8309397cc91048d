// Which service does each dispatched stage: a stage without one does not compile.
import { Injectable } from '@nestjs/common';
import { AnalyseService } from '../analyse/analyse.service.js';
import { CloseService } from '../close/close.service.js';
import { ExecuteService } from '../execute/execute.service.js';
import { PlanService } from '../plan/plan.service.js';
import { SettleService } from '../settle/settle.service.js';
import type { DispatchedStage, DueWork, StageOutcome, StageWork } from '../stages.js';
import { VerifyService } from '../verify/verify.service.js';

@Injectable()
export class StageWorks {
  private readonly works: Readonly<Record<DispatchedStage, StageWork>>;

  constructor(
    analyse: AnalyseService,
    plan: PlanService,
    execute: ExecuteService,
    settle: SettleService,
    verify: VerifyService,
    close: CloseService,
  ) {
    this.works = { analyse, plan, execute, settle, verify, close };
  }

  work({ stage, id }: DueWork, ending: AbortSignal): Promise<StageOutcome> {
    return this.works[stage].work(id, ending);
  }
}
