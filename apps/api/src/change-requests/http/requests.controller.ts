import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  inboxCountSchema,
  requestListQuerySchema,
  requestPageSchema,
  requestViewSchema,
  revisionViewSchema,
  timelineEntrySchema,
  type InboxCount,
  type Page,
  type RequestListQuery,
  type RequestRow,
  type RequestView,
  type RevisionView,
  type TimelineEntry,
} from '@sluice/contracts';
import { CurrentActor, type Actor } from '../../access/actor.js';
import { idSchema } from '../../http/id-schema.js';
import { listOf, type List } from '../../http/list.js';
import { ProblemError } from '../../http/problem-error.js';
import { RequestRows } from '../queries/request-rows.js';
import { RequestViews } from '../queries/request-view.js';
import { Timeline } from '../queries/timeline.js';

@ApiTags('change requests')
@Controller('change-requests')
export class RequestsController {
  constructor(
    private readonly rows: RequestRows,
    private readonly views: RequestViews,
    private readonly timeline: Timeline,
  ) {}

  @Get()
  @ApiOkResponse({ standardSchema: requestPageSchema })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: requestListQuerySchema }) query: RequestListQuery,
  ): Promise<Page<RequestRow>> {
    return this.rows.page(actor, query);
  }

  @Get('inbox-count')
  @ApiOkResponse({ standardSchema: inboxCountSchema })
  async inboxCount(@CurrentActor() actor: Actor): Promise<InboxCount> {
    return { count: await this.rows.inboxCount(actor) };
  }

  @Get(':id')
  @ApiOkResponse({ standardSchema: requestViewSchema })
  view(@CurrentActor() actor: Actor, @Param('id', { schema: idSchema }) id: number): Promise<RequestView> {
    return this.views.view(actor, id);
  }

  @Get(':id/revisions/:number')
  @ApiOkResponse({ standardSchema: revisionViewSchema })
  revision(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: idSchema }) id: number,
    @Param('number', { schema: idSchema }) number: number,
  ): Promise<RevisionView> {
    return this.views.revision(actor, id, number);
  }

  @Get(':id/timeline')
  @ApiOkResponse({ standardSchema: listOf(timelineEntrySchema) })
  async entries(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: idSchema }) id: number,
  ): Promise<List<TimelineEntry>> {
    if ((await this.rows.one(actor, id)) === undefined) throw new ProblemError('not-found');
    return { items: await this.timeline.of(id) };
  }
}
