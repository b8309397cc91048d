// The two processes: the same foundation; the HTTP process answers people, the worker executes and seals.
import { Module, type DynamicModule } from '@nestjs/common';
import { AccessEntitiesModule, AccessHttpModule } from './access/access.module.js';
import { AuditHttpModule, AuditModule, AuditWorkerModule } from './audit/audit.module.js';
import { ChangeRequestsHttpModule, ChangeRequestsWorkerModule } from './change-requests/change-requests.module.js';
import { ClockModule } from './clock/clock.js';
import type { AppConfig } from './config/app-config.js';
import { ConfigModule } from './config/config.module.js';
import { DatabaseModule } from './database/database.module.js';
import { HealthModule } from './health/health.module.js';
import { HttpModule } from './http/http.module.js';
import { LiveHttpModule, LiveModule } from './live/live.module.js';
import { StartChecksModule } from './process/start-checks.js';
import { QueueModule } from './queue/queue.module.js';
import { RetentionModule } from './retention/retention.module.js';
import { TargetsHttpModule, TargetsModule } from './targets/targets.module.js';

/** What every process of the portal has. */
export const foundation = (config: AppConfig) => [
  ConfigModule.with(config),
  ...[
    ClockModule,
    DatabaseModule,
    QueueModule,
    AccessEntitiesModule,
    AuditModule,
    LiveModule,
    TargetsModule,
    StartChecksModule,
  ],
];

@Module({})
export class HttpAppModule {
  static with(config: AppConfig): DynamicModule {
    return {
      module: HttpAppModule,
      imports: [
        ...foundation(config),
        ...[HttpModule, AccessHttpModule, TargetsHttpModule, ChangeRequestsHttpModule],
        ...[AuditHttpModule, LiveHttpModule, HealthModule],
      ],
    };
  }
}

@Module({})
export class WorkerAppModule {
  static with(config: AppConfig): DynamicModule {
    return {
      module: WorkerAppModule,
      imports: [...foundation(config), ChangeRequestsWorkerModule, AuditWorkerModule, RetentionModule],
    };
  }
}
