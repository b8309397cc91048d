import { Body, Controller, Get, HttpCode, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  conflictsSchema,
  requestRollbackSchema,
  requestViewSchema,
  type Conflicts,
  type RequestRollback,
  type RequestRow,
  type RequestView,
} from '@sluice/contracts';
import type { Response } from 'express';
import { z } from 'zod';
import { CurrentActor, type Actor } from '../../access/actor.js';
import { idSchema } from '../../http/id-schema.js';
import { Idempotent } from '../../http/idempotency.js';
import { ProblemError } from '../../http/problem-error.js';
import { RequestRows } from '../queries/request-rows.js';
import { RequestViews } from '../queries/request-view.js';
import { ConflictsService } from '../rollback/conflicts.service.js';
import { RollbackService } from '../rollback/rollback.service.js';
import { scriptFile } from '../rollback/script-file.js';
import { ScriptService } from '../rollback/script.service.js';
import { targetProblem } from '../target/target-failure.js';

const scriptQuerySchema = z.object({
  download: z.enum(['0', '1']).default('0'),
  /** `auto`: compressed by zstd where it is longer than 1 MiB; only of a download. */
  form: z.enum(['auto', 'sql', 'zst']).default('auto'),
});

@ApiTags('change requests')
@Controller('change-requests/:id')
export class RollbackController {
  constructor(
    private readonly rows: RequestRows,
    private readonly views: RequestViews,
    private readonly conflictsOf: ConflictsService,
    private readonly rollbacks: RollbackService,
    private readonly scripts: ScriptService,
  ) {}

  @Get('conflicts')
  @ApiOkResponse({ standardSchema: conflictsSchema })
  async conflicts(@CurrentActor() actor: Actor, @Param('id', { schema: idSchema }) id: number): Promise<Conflicts> {
    return this.conflictsOf.of(await this.readable(actor, id));
  }

  /** Answers the rollback, a change request of its own. */
  @Post('rollbacks')
  @Idempotent()
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: requestViewSchema })
  async rollBack(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: idSchema }) id: number,
    @Body({ schema: requestRollbackSchema }) body: RequestRollback,
  ): Promise<RequestView> {
    return this.views.view(actor, await this.rollbacks.ask(actor, id, body));
  }

  @Get('rollback-script')
  @ApiOkResponse({
    description: 'SQL text, compressed where it is long and downloaded, or asked for',
    content: {
      'application/sql': { schema: { type: 'string' } },
      'application/zstd': { schema: { type: 'string', format: 'binary' } },
    },
  })
  async script(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: idSchema }) id: number,
    @Query({ schema: scriptQuerySchema }) { download, form }: z.infer<typeof scriptQuerySchema>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { team, requester } = await this.readable(actor, id);
    const pieces = this.scripts.read(actor, { id, teamId: team.id, requesterId: requester.id });
    // Before the first bytes it is still a problem with a code.
    const file = await scriptFile(pieces, download === '0' && form === 'auto' ? 'sql' : form).catch(
      (error: unknown) => {
        throw targetProblem(error);
      },
    );
    response.once('close', () => file.stream.destroy());
    return new StreamableFile(file.stream, {
      type: file.type,
      disposition: download === '1' ? `attachment; filename="sluice-rollback-${id}.${file.extension}"` : 'inline',
    });
  }

  private async readable(actor: Actor, id: number): Promise<RequestRow> {
    const row = await this.rows.one(actor, id);
    if (row === undefined) throw new ProblemError('not-found');
    return row;
  }
}
