import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentSessionOf } from '../access/actor.js';
import type { CurrentSession, SignedInRequest } from '../access/signed-in-request.js';
import { LiveHub } from './live-hub.js';

@ApiTags('events')
@Controller('events')
export class EventsController {
  constructor(private readonly hub: LiveHub) {}

  /** Server-sent events: `{ id, subject, subjectId, version }`; resumes after `Last-Event-ID`. */
  @Get()
  @ApiOkResponse({ description: 'The stream', content: { 'text/event-stream': { schema: { type: 'string' } } } })
  async stream(
    @CurrentSessionOf() session: CurrentSession,
    @Req() request: SignedInRequest,
    @Res() response: Response,
  ): Promise<void> {
    const lastEventId = request.get('last-event-id');
    const known = lastEventId !== undefined && /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : null;
    await this.hub.open(response, session, known);
  }
}
