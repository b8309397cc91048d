import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  fileChangeSchema,
  requestViewSchema,
  revisionInputSchema,
  type FileChange,
  type RequestView,
  type RevisionInput,
} from '@sluice/contracts';
import { CurrentActor, type Actor } from '../../access/actor.js';
import { idSchema } from '../../http/id-schema.js';
import { Idempotent } from '../../http/idempotency.js';
import { RequestViews } from '../queries/request-view.js';
import { SubmitService } from '../submit/submit.service.js';

@ApiTags('change requests')
@Controller('change-requests')
export class FilingController {
  constructor(
    private readonly submit: SubmitService,
    private readonly views: RequestViews,
  ) {}

  @Post()
  @Idempotent()
  @ApiCreatedResponse({ standardSchema: requestViewSchema })
  async file(@CurrentActor() actor: Actor, @Body({ schema: fileChangeSchema }) body: FileChange): Promise<RequestView> {
    return this.views.view(actor, await this.submit.file(actor, body));
  }

  @Post(':id/revisions')
  @Idempotent()
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: requestViewSchema })
  async revise(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: idSchema }) id: number,
    @Body({ schema: revisionInputSchema }) body: RevisionInput,
  ): Promise<RequestView> {
    await this.submit.revise(actor, id, body);
    return this.views.view(actor, id);
  }
}
