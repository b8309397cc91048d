import { Readable } from 'node:stream';
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
import { ScriptService } from '../rollback/script.service.js';
import { targetProblem } from '../target/target-failure.js';

const scriptQuerySchema = z.object({ download: z.enum(['0', '1']).default('0') });

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
  @ApiOkResponse({ description: 'SQL text', content: { 'application/sql': { schema: { type: 'string' } } } })
  async script(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: idSchema }) id: number,
    @Query({ schema: scriptQuerySchema }) { download }: z.infer<typeof scriptQuerySchema>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { team, requester } = await this.readable(actor, id);
    const pieces = this.scripts.read(actor, { id, teamId: team.id, requesterId: requester.id });
    // What goes wrong before the first piece is still a problem with a code; after it, the stream breaks off.
    const first = await pieces.next().catch((error: unknown) => {
      throw targetProblem(error);
    });
    const body = async function* () {
      for (let piece = first; piece.done !== true; piece = await pieces.next()) yield piece.value;
    };
    const file = `sluice-rollback-${id}.sql`;
    const stream = Readable.from(body());
    // A reader who goes away must not leave a connection to the target behind.
    stream.once('close', () => void pieces.return(undefined));
    response.once('close', () => stream.destroy());
    return new StreamableFile(stream, {
      type: 'application/sql; charset=utf-8',
      disposition: download === '1' ? `attachment; filename="${file}"` : 'inline',
    });
  }

  private async readable(actor: Actor, id: number): Promise<RequestRow> {
    const row = await this.rows.one(actor, id);
    if (row === undefined) throw new ProblemError('not-found');
    return row;
  }
}
