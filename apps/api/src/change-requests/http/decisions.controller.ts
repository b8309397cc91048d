import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { decideSchema, requestViewSchema, type Decide, type RequestView } from '@sluice/contracts';
import { CurrentActor, type Actor } from '../../access/actor.js';
import { idSchema } from '../../http/id-schema.js';
import { Idempotent } from '../../http/idempotency.js';
import { CancelService } from '../cancel/cancel.service.js';
import { RequestViews } from '../queries/request-view.js';
import { ContinueService } from '../steer/continue.service.js';
import { StopService } from '../steer/stop.service.js';
import { VerifyAgainService } from '../verify/verify-again.service.js';
import { DecideService } from '../approve/decide.service.js';

/** What people do to a request that is under way. */
@ApiTags('change requests')
@Controller('change-requests/:id')
export class DecisionsController {
  constructor(
    private readonly decisions: DecideService,
    private readonly cancelling: CancelService,
    private readonly verification: VerifyAgainService,
    private readonly stopping: StopService,
    private readonly continuing: ContinueService,
    private readonly views: RequestViews,
  ) {}

  @Post('decisions')
  @Idempotent()
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: requestViewSchema })
  async decide(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: idSchema }) id: number,
    @Body({ schema: decideSchema }) body: Decide,
  ): Promise<RequestView> {
    await this.decisions.decide(actor, id, body);
    return this.views.view(actor, id);
  }

  @Post('cancel')
  @HttpCode(204)
  @ApiNoContentResponse()
  cancel(@CurrentActor() actor: Actor, @Param('id', { schema: idSchema }) id: number): Promise<void> {
    return this.cancelling.cancel(actor, id);
  }

  @Post('verify')
  @HttpCode(204)
  @ApiNoContentResponse()
  verify(@CurrentActor() actor: Actor, @Param('id', { schema: idSchema }) id: number): Promise<void> {
    return this.verification.verifyAgain(actor, id);
  }

  @Post('stop')
  @HttpCode(204)
  @ApiNoContentResponse()
  stop(@CurrentActor() actor: Actor, @Param('id', { schema: idSchema }) id: number): Promise<void> {
    return this.stopping.stop(actor, id);
  }

  @Post('continue')
  @HttpCode(204)
  @ApiNoContentResponse()
  continue(@CurrentActor() actor: Actor, @Param('id', { schema: idSchema }) id: number): Promise<void> {
    return this.continuing.continue(actor, id);
  }
}
