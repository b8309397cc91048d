// What a run in chunks shows of itself, and a person's wish to stop it.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns } from './add-columns.js';

export class Chunks20261120110000 implements MigrationInterface {
  readonly name = 'Chunks20261120110000';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(
      runner,
      `ALTER TABLE execution
         ADD COLUMN counted_rows BIGINT NULL COMMENT 'in chunks: rows that matched before the first one' AFTER skipped,
         ADD COLUMN stop_requested TINYINT(1) NOT NULL DEFAULT 0 COMMENT 'nothing more is begun after the present chunk' AFTER counted_rows`,
    );
    await addColumns(
      runner,
      `ALTER TABLE chunk
         ADD COLUMN matched_rows BIGINT NOT NULL DEFAULT 0 AFTER changed_rows,
         ADD COLUMN milliseconds INT NULL COMMENT 'null: found on the target afterwards' AFTER matched_rows`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE execution DROP COLUMN counted_rows, DROP COLUMN stop_requested');
    await runner.query('ALTER TABLE chunk DROP COLUMN matched_rows, DROP COLUMN milliseconds');
  }
}
