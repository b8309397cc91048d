// A password that an administrator gave is replaced at the next sign-in.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns } from './add-columns.js';

export class TemporaryPasswords20261120100000 implements MigrationInterface {
  readonly name = 'TemporaryPasswords20261120100000';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(
      runner,
      `ALTER TABLE account ADD COLUMN must_change_password TINYINT(1) NOT NULL DEFAULT 0
         COMMENT 'someone else knows it: until it is changed nothing else may be done' AFTER password_hash`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE account DROP COLUMN must_change_password');
  }
}
