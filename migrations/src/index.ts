// The portal's schema, in the order in which it grew. A merged migration is never edited: a new one mends it.
import type { MigrationInterface } from 'typeorm';
import { Access20261120090000 } from './20261120090000-access.js';
import { Targets20261120090010 } from './20261120090010-targets.js';
import { Audit20261120090020 } from './20261120090020-audit.js';
import { LiveAndIdempotency20261120090030 } from './20261120090030-live-and-idempotency.js';
import { ChangeRequests20261120090100 } from './20261120090100-change-requests.js';
import { TemporaryPasswords20261120100000 } from './20261120100000-temporary-passwords.js';
import { ClusterTls20261120100010 } from './20261120100010-cluster-tls.js';
import { IdempotentActs20261120100020 } from './20261120100020-idempotent-acts.js';
import { Chunks20261120110000 } from './20261120110000-chunks.js';
import { KeptImages20261120110010 } from './20261120110010-kept-images.js';

export { auditSchemaOf } from './audit-schema.js';

export const migrations: readonly (new () => MigrationInterface)[] = [
  Access20261120090000,
  Targets20261120090010,
  Audit20261120090020,
  LiveAndIdempotency20261120090030,
  ChangeRequests20261120090100,
  TemporaryPasswords20261120100000,
  ClusterTls20261120100010,
  IdempotentActs20261120100020,
  Chunks20261120110000,
  KeptImages20261120110010,
];
