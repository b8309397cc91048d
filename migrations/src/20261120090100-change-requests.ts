// change_request 1-n revision 1-n approval; revision 1-n execution (one per shard) 1-n attempt 1-n chunk.
import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  `CREATE TABLE IF NOT EXISTS change_request (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    kind VARCHAR(8) CHARACTER SET ascii NOT NULL,
    status VARCHAR(24) CHARACTER SET ascii NOT NULL,
    version INT NOT NULL,
    team_id BIGINT NOT NULL,
    target_database_id BIGINT NOT NULL,
    requester_id BIGINT NOT NULL,
    current_revision_id BIGINT NULL COMMENT 'null only inside the transaction that files it',
    rollback_of BIGINT NULL,
    on_conflict VARCHAR(12) CHARACTER SET ascii NULL COMMENT 'of a rollback: stop, skip, overwrite',
    next_try_at DATETIME(6) NULL COMMENT 'a stage that waits: not before this time; null: at once',
    tries INT NOT NULL DEFAULT 0 COMMENT 'failed tries of the stage it waits for',
    waits_for JSON NULL COMMENT 'roles whose approval is still missing; null: it waits for nobody',
    images_until DATETIME(6) NULL COMMENT 'row images on the target are kept until then; null: there are none',
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    KEY by_status (status, next_try_at, id),
    KEY by_team (team_id, id),
    KEY by_requester (requester_id, id),
    KEY by_target (target_database_id, id),
    KEY by_images (images_until),
    CONSTRAINT change_request_team FOREIGN KEY (team_id) REFERENCES team (id),
    CONSTRAINT change_request_target_database FOREIGN KEY (target_database_id) REFERENCES target_database (id),
    CONSTRAINT change_request_requester FOREIGN KEY (requester_id) REFERENCES account (id),
    CONSTRAINT change_request_rollback_of FOREIGN KEY (rollback_of) REFERENCES change_request (id)
  )`,
  `CREATE TABLE IF NOT EXISTS revision (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    change_request_id BIGINT NOT NULL,
    number INT NOT NULL,
    statements LONGTEXT NOT NULL,
    headline VARCHAR(200) NOT NULL,
    statement_count INT NOT NULL,
    reason VARCHAR(2000) NOT NULL,
    expected_rows BIGINT NULL,
    checks JSON NOT NULL,
    findings JSON NOT NULL,
    plan JSON NULL,
    preview JSON NULL,
    conflicts CHAR(64) CHARACTER SET ascii NULL COMMENT 'of a rollback that overwrites: digest of the conflicts shown',
    verdict VARCHAR(8) CHARACTER SET ascii NULL,
    risk VARCHAR(8) CHARACTER SET ascii NULL,
    matched_rows BIGINT NULL,
    matched_at_least TINYINT(1) NOT NULL DEFAULT 0,
    requirements JSON NULL COMMENT 'role sets; null: not planned yet, or not approvable',
    content_hash CHAR(64) CHARACTER SET ascii NULL,
    created_by BIGINT NULL COMMENT 'null: made by Sluice after drift',
    created_at DATETIME(6) NOT NULL,
    UNIQUE KEY by_number (change_request_id, number),
    CONSTRAINT revision_change_request FOREIGN KEY (change_request_id) REFERENCES change_request (id)
  )`,
  `CREATE TABLE IF NOT EXISTS approval (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    revision_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    decision VARCHAR(8) CHARACTER SET ascii NOT NULL,
    content_hash CHAR(64) CHARACTER SET ascii NOT NULL,
    roles JSON NOT NULL COMMENT 'the roles that the person had in the team then',
    comment VARCHAR(2000) NOT NULL,
    inherited_from BIGINT NULL COMMENT 'of a rollback: the approval of the original that covers it',
    created_at DATETIME(6) NOT NULL,
    UNIQUE KEY by_person (revision_id, account_id),
    CONSTRAINT approval_revision FOREIGN KEY (revision_id) REFERENCES revision (id),
    CONSTRAINT approval_account FOREIGN KEY (account_id) REFERENCES account (id),
    CONSTRAINT approval_inherited_from FOREIGN KEY (inherited_from) REFERENCES approval (id)
  )`,
  `CREATE TABLE IF NOT EXISTS execution (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    change_request_id BIGINT NOT NULL,
    revision_id BIGINT NOT NULL,
    shard_id BIGINT NOT NULL,
    marker_key CHAR(32) CHARACTER SET ascii NOT NULL,
    status VARCHAR(24) CHARACTER SET ascii NOT NULL,
    lease_owner CHAR(36) CHARACTER SET ascii NULL,
    lease_until DATETIME(6) NULL,
    fencing_token BIGINT NOT NULL DEFAULT 0,
    next_try_at DATETIME(6) NULL,
    asked INT NOT NULL DEFAULT 0 COMMENT 'how often the target was asked for the marker, or for a verification, in vain',
    failure JSON NULL,
    changed JSON NOT NULL,
    skipped INT NOT NULL DEFAULT 0,
    started_at DATETIME(6) NULL,
    ended_at DATETIME(6) NULL,
    UNIQUE KEY by_shard (revision_id, shard_id),
    UNIQUE KEY by_marker (marker_key),
    KEY by_status (status, next_try_at),
    KEY by_lease (lease_owner),
    KEY by_request (change_request_id),
    CONSTRAINT execution_change_request FOREIGN KEY (change_request_id) REFERENCES change_request (id),
    CONSTRAINT execution_revision FOREIGN KEY (revision_id) REFERENCES revision (id),
    CONSTRAINT execution_shard FOREIGN KEY (shard_id) REFERENCES shard (id)
  )`,
  `CREATE TABLE IF NOT EXISTS attempt (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    execution_id BIGINT NOT NULL,
    number INT NOT NULL,
    fencing_token BIGINT NOT NULL,
    worker CHAR(36) CHARACTER SET ascii NOT NULL,
    outcome VARCHAR(12) CHARACTER SET ascii NOT NULL,
    failure JSON NULL,
    started_at DATETIME(6) NOT NULL,
    ended_at DATETIME(6) NULL,
    UNIQUE KEY by_number (execution_id, number),
    CONSTRAINT attempt_execution FOREIGN KEY (execution_id) REFERENCES execution (id)
  )`,
  `CREATE TABLE IF NOT EXISTS chunk (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    attempt_id BIGINT NOT NULL,
    number INT NOT NULL,
    changed_rows BIGINT NOT NULL,
    committed_at DATETIME(6) NOT NULL,
    UNIQUE KEY by_number (attempt_id, number),
    CONSTRAINT chunk_attempt FOREIGN KEY (attempt_id) REFERENCES attempt (id)
  )`,
];

export class ChangeRequests20261120090100 implements MigrationInterface {
  readonly name = 'ChangeRequests20261120090100';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) {
      await runner.query(`${table} ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['chunk', 'attempt', 'execution', 'approval', 'revision', 'change_request']) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
