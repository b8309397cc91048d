// Events for live pages, and the stored answers of requests that carry an idempotency key.
import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  `CREATE TABLE IF NOT EXISTS live_event (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    recorded_at DATETIME(6) NOT NULL,
    subject VARCHAR(32) CHARACTER SET ascii NOT NULL,
    subject_id BIGINT NOT NULL,
    version INT NOT NULL,
    team_id BIGINT NOT NULL,
    KEY by_time (recorded_at)
  )`,
  `CREATE TABLE IF NOT EXISTS idempotency_key (
    account_id BIGINT NOT NULL,
    idempotency_key VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    request_hash BINARY(32) NOT NULL COMMENT 'over method, path and body',
    status SMALLINT NULL COMMENT 'HTTP status of the stored answer; null: the first request still runs, or was cut off',
    answer LONGTEXT NULL COMMENT 'JSON',
    created_at DATETIME(6) NOT NULL,
    PRIMARY KEY (account_id, idempotency_key),
    KEY by_time (created_at)
  )`,
];

export class LiveAndIdempotency20261120090030 implements MigrationInterface {
  readonly name = 'LiveAndIdempotency20261120090030';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.query(table);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE idempotency_key, live_event');
  }
}
