import { Global, Module } from '@nestjs/common';
import { AuditController } from './audit.controller.js';
import { AuditLog } from './audit-log.js';
import { Sealer } from './seal/sealer.js';

/** Putting acts on record, in every process. */
@Global()
@Module({ providers: [AuditLog], exports: [AuditLog] })
export class AuditModule {}

@Module({ controllers: [AuditController] })
export class AuditHttpModule {}

@Module({ providers: [Sealer] })
export class AuditWorkerModule {}
