import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { auditPageSchema, auditQuerySchema, type AuditEntryView, type AuditQuery, type Page } from '@sluice/contracts';
import { CurrentActor, type Actor } from '../access/actor.js';
import { authorize } from '../access/can.js';
import { AuditLog } from './audit-log.js';

@ApiTags('audit')
@Controller('audit')
export class AuditController {
  constructor(private readonly audit: AuditLog) {}

  @Get()
  @ApiOkResponse({ standardSchema: auditPageSchema })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: auditQuerySchema }) query: AuditQuery,
  ): Promise<Page<AuditEntryView>> {
    // The log tells of every team, so only a grant for every team opens it.
    authorize(actor, 'audit.read', { teamId: null });
    return this.audit.read(query);
  }
}
