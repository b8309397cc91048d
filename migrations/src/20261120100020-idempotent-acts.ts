// What the act of an idempotent request did, kept by the act's own transaction: an answer that was lost can be given again.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns } from './add-columns.js';

export class IdempotentActs20261120100020 implements MigrationInterface {
  readonly name = 'IdempotentActs20261120100020';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(
      runner,
      `ALTER TABLE idempotency_key
         ADD COLUMN fencing_token INT NOT NULL DEFAULT 1 COMMENT 'grows when a request takes the place of one that was cut off',
         ADD COLUMN begun_at DATETIME(6) NULL COMMENT 'when the request that holds the token began',
         ADD COLUMN acted_at DATETIME(6) NULL COMMENT 'written in the transaction of the act',
         ADD COLUMN act_result LONGTEXT NULL COMMENT 'JSON: what the act gave to the rest of the request'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE idempotency_key DROP COLUMN fencing_token, DROP COLUMN begun_at, DROP COLUMN acted_at, DROP COLUMN act_result',
    );
  }
}
