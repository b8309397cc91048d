// How connections to a cluster are encrypted.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns } from './add-columns.js';

export class ClusterTls20261120100010 implements MigrationInterface {
  readonly name = 'ClusterTls20261120100010';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(
      runner,
      `ALTER TABLE cluster
         ADD COLUMN tls_mode VARCHAR(16) CHARACTER SET ascii NOT NULL DEFAULT 'off' AFTER dialect,
         ADD COLUMN tls_ca MEDIUMTEXT CHARACTER SET ascii NULL COMMENT 'PEM; null: the authorities that Node.js knows' AFTER tls_mode`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE cluster DROP COLUMN tls_mode, DROP COLUMN tls_ca');
  }
}
