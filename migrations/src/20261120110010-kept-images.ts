// How long row images are kept, by environment, and what they take on the targets.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns } from './add-columns.js';

const alters: readonly string[] = [
  'ALTER TABLE environment ADD COLUMN images_kept_days INT NOT NULL DEFAULT 7 AFTER production',
  `ALTER TABLE change_request ADD COLUMN images_kept_days INT NOT NULL DEFAULT 7
     COMMENT 'as its environment had it when it was filed' AFTER waits_for`,
  `ALTER TABLE execution ADD COLUMN images_bytes BIGINT NULL COMMENT 'as last seen on the target; null: not seen'`,
  `ALTER TABLE cluster
     ADD COLUMN images_bytes BIGINT NULL COMMENT 'of all row images there; null: never looked',
     ADD COLUMN images_unknown_bytes BIGINT NULL COMMENT 'of those that no execution of this portal owns',
     ADD COLUMN images_seen_at DATETIME(6) NULL`,
];

export class KeptImages20261120110010 implements MigrationInterface {
  readonly name = 'KeptImages20261120110010';

  async up(runner: QueryRunner): Promise<void> {
    for (const alter of alters) await addColumns(runner, alter);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE environment DROP COLUMN images_kept_days');
    await runner.query('ALTER TABLE change_request DROP COLUMN images_kept_days');
    await runner.query('ALTER TABLE execution DROP COLUMN images_bytes');
    await runner.query(
      'ALTER TABLE cluster DROP COLUMN images_bytes, DROP COLUMN images_unknown_bytes, DROP COLUMN images_seen_at',
    );
  }
}
