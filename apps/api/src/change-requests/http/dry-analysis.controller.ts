import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  analysisDraftSchema,
  analysisSchema,
  type Analysis,
  type AnalysisDraft,
  type ChangeKind,
} from '@sluice/contracts';
import { split, sqlMode } from '@sluice/sql';
import { CurrentActor, type Actor } from '../../access/actor.js';
import { authorizeSeen } from '../../access/can.js';
import { TargetDirectory } from '../../targets/target-directory.js';
import { targetProblem } from '../target/target-failure.js';
import { AccessAnalysisService } from '../analyse/access-analysis.service.js';
import { AnalysisService } from '../analyse/analysis.service.js';
import { StructureAnalysisService } from '../analyse/structure-analysis.service.js';
import { changeKind } from '../text/change-kind.js';

/** What filing a text would say, for the editor: nothing is stored and nothing on the target changes. */
@ApiTags('change requests')
@Controller('change-requests/analysis')
export class DryAnalysisController {
  constructor(
    private readonly directory: TargetDirectory,
    private readonly analysis: AnalysisService,
    private readonly structure: StructureAnalysisService,
    private readonly access: AccessAnalysisService,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: analysisSchema })
  async analyse(
    @CurrentActor() actor: Actor,
    @Body({ schema: analysisDraftSchema }) { targetDatabaseId, statements }: AnalysisDraft,
  ): Promise<Analysis> {
    const database = await this.directory.database(targetDatabaseId);
    // The preview shows rows, so it is for those who may file here.
    const resource = { teamId: database.team.id, requesterId: actor.accountId };
    authorizeSeen(actor, 'target-database.read', 'change-request.file', resource);
    const shards = await this.directory.shards(targetDatabaseId);
    try {
      const { statements: read } = split(statements, sqlMode('', ''));
      const draft = { statements, expectedRows: null, database, shards };
      const analyses: Record<ChangeKind, () => Promise<Analysis>> = {
        dml: () => this.analysis.analyse(draft),
        ddl: () => this.structure.analyse(draft),
        acl: () => this.access.look(draft),
      };
      return await analyses[changeKind(read)]();
    } catch (error) {
      throw targetProblem(error);
    }
  }
}
