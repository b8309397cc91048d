// The audit log, in its own schema, where the runtime account may only INSERT and SELECT. Entries are written in the
// transaction of the act; the sealer gives each, in rows of its own, its sequence and hash, and signs heads.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { auditSchemaOf } from './audit-schema.js';

const tables = (schema: string) => [
  `CREATE TABLE IF NOT EXISTS \`${schema}\`.audit_entry (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    recorded_at DATETIME(6) NOT NULL,
    actor_id BIGINT NULL COMMENT 'null: Sluice itself, or someone not signed in',
    action VARCHAR(64) CHARACTER SET ascii NOT NULL,
    subject_type VARCHAR(32) CHARACTER SET ascii NOT NULL,
    subject_id BIGINT NOT NULL,
    params TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'canonical JSON as text: a JSON column would reorder what was hashed',
    KEY by_subject (subject_type, subject_id, id),
    KEY by_actor (actor_id, id),
    KEY by_action (action, id),
    KEY by_time (recorded_at)
  ) DEFAULT CHARACTER SET utf8mb4`,
  `CREATE TABLE IF NOT EXISTS \`${schema}\`.audit_seal (
    sequence BIGINT NOT NULL PRIMARY KEY,
    entry_id BIGINT NOT NULL,
    hash BINARY(32) NOT NULL COMMENT 'over the entry, its sequence and the hash before',
    UNIQUE KEY once (entry_id)
  ) DEFAULT CHARACTER SET utf8mb4`,
  `CREATE TABLE IF NOT EXISTS \`${schema}\`.audit_head (
    sequence BIGINT NOT NULL PRIMARY KEY,
    hash BINARY(32) NOT NULL,
    signed_at DATETIME(6) NOT NULL,
    key_id VARCHAR(32) CHARACTER SET ascii NOT NULL,
    signature BINARY(64) NOT NULL COMMENT 'Ed25519, by a key outside the database'
  ) DEFAULT CHARACTER SET utf8mb4`,
];

async function auditSchema(runner: QueryRunner): Promise<string> {
  const [row] = (await runner.query('SELECT DATABASE() AS name')) as { name: string }[];
  if (row === undefined) throw new Error('The migration connection has no schema selected.');
  return auditSchemaOf(row.name);
}

export class Audit20261120090020 implements MigrationInterface {
  readonly name = 'Audit20261120090020';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables(await auditSchema(runner))) await runner.query(table);
  }

  // An audit log is not taken back by a tool: whoever may drop it does so by hand and answers for it.
  down(): Promise<void> {
    throw new Error('The audit log is not dropped by a migration.');
  }
}
