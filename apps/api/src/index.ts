// For tools that walk changes through the stages inside their own process, as main.ts and worker.ts do in theirs.
export { auditSchemaOf } from '@sluice/migrations';
export type { Actor } from './access/actor.js';
export { HttpAppModule, WorkerAppModule } from './app.module.js';
export { DecideService } from './change-requests/approve/decide.service.js';
export { Dispatcher } from './change-requests/dispatch/dispatcher.js';
export { RequestViews } from './change-requests/queries/request-view.js';
export { RollbackService } from './change-requests/rollback/rollback.service.js';
export { SubmitService } from './change-requests/submit/submit.service.js';
export type { AppConfig } from './config/app-config.js';
export { parseAuditKeys } from './config/audit-keys.js';
export { parseKeyring } from './config/keyring.js';
export { migratePortal } from './database/migrate-portal.js';
export { ProblemError } from './http/problem-error.js';
export { RegisterTargets } from './targets/register-targets.js';
