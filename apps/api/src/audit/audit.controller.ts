import { Readable } from 'node:stream';
import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  auditExportQuerySchema,
  auditPageSchema,
  auditQuerySchema,
  type AuditEntryView,
  type AuditExportQuery,
  type AuditQuery,
  type Page,
} from '@sluice/contracts';
import { CurrentActor, type Actor } from '../access/actor.js';
import { authorize } from '../access/can.js';
import { Transactions } from '../database/transactions.js';
import { AuditLog } from './audit-log.js';
import { exportHead, exportLine, exportTypes } from './export-text.js';

// The log tells of every team, so only a grant for every team opens it.
const everywhere = { teamId: null };

@ApiTags('audit')
@Controller('audit')
export class AuditController {
  constructor(
    private readonly audit: AuditLog,
    private readonly transactions: Transactions,
  ) {}

  @Get()
  @ApiOkResponse({ standardSchema: auditPageSchema })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: auditQuerySchema }) query: AuditQuery,
  ): Promise<Page<AuditEntryView>> {
    authorize(actor, 'audit.read', everywhere);
    return this.audit.read(query);
  }

  /** The filtered log as a file, streamed. That it was taken is put on record first. */
  @Get('export')
  @ApiOkResponse({ description: 'CSV or JSON lines', content: { 'text/csv': { schema: { type: 'string' } } } })
  async export(
    @CurrentActor() actor: Actor,
    @Query({ schema: auditExportQuerySchema }) { format, ...filter }: AuditExportQuery,
  ): Promise<StreamableFile> {
    authorize(actor, 'audit.read', everywhere);
    await this.transactions.run((manager) =>
      this.audit.record(manager, {
        actorId: actor.accountId,
        action: 'audit.exported',
        subject: { type: 'account', id: actor.accountId },
        params: { format },
      }),
    );
    const pages = this.audit.all(filter);
    const body = async function* () {
      yield exportHead(format);
      for await (const page of pages) yield page.map((entry) => exportLine(format, entry)).join('');
    };
    return new StreamableFile(Readable.from(body()), {
      type: exportTypes[format],
      disposition: `attachment; filename="sluice-audit.${format}"`,
    });
  }
}
