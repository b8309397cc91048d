// Environments, clusters with their instances and accounts, and target databases with their shards.
import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  `CREATE TABLE IF NOT EXISTS environment (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name VARCHAR(100) NOT NULL,
    production TINYINT(1) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    UNIQUE KEY by_name (name)
  )`,
  `CREATE TABLE IF NOT EXISTS cluster (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name VARCHAR(100) NOT NULL,
    dialect VARCHAR(16) CHARACTER SET ascii NOT NULL,
    environment_id BIGINT NOT NULL,
    team_id BIGINT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    UNIQUE KEY by_name (name),
    CONSTRAINT cluster_environment FOREIGN KEY (environment_id) REFERENCES environment (id),
    CONSTRAINT cluster_team FOREIGN KEY (team_id) REFERENCES team (id)
  )`,
  `CREATE TABLE IF NOT EXISTS cluster_instance (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    cluster_id BIGINT NOT NULL,
    host VARCHAR(255) NOT NULL,
    port INT UNSIGNED NOT NULL,
    role VARCHAR(8) CHARACTER SET ascii NOT NULL,
    created_at DATETIME(6) NOT NULL,
    UNIQUE KEY by_address (cluster_id, host, port),
    CONSTRAINT cluster_instance_cluster FOREIGN KEY (cluster_id) REFERENCES cluster (id)
  )`,
  `CREATE TABLE IF NOT EXISTS cluster_credential (
    cluster_id BIGINT NOT NULL,
    purpose VARCHAR(16) CHARACTER SET ascii NOT NULL,
    username VARCHAR(32) NOT NULL,
    key_id VARCHAR(32) CHARACTER SET ascii NOT NULL,
    secret VARBINARY(1024) NOT NULL COMMENT 'AES-256-GCM: nonce, tag, ciphertext',
    updated_at DATETIME(6) NOT NULL,
    PRIMARY KEY (cluster_id, purpose),
    CONSTRAINT cluster_credential_cluster FOREIGN KEY (cluster_id) REFERENCES cluster (id)
  )`,
  `CREATE TABLE IF NOT EXISTS target_database (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name VARCHAR(100) NOT NULL,
    environment_id BIGINT NOT NULL,
    team_id BIGINT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    UNIQUE KEY by_name (name),
    KEY by_team (team_id, id),
    CONSTRAINT target_database_environment FOREIGN KEY (environment_id) REFERENCES environment (id),
    CONSTRAINT target_database_team FOREIGN KEY (team_id) REFERENCES team (id)
  )`,
  `CREATE TABLE IF NOT EXISTS shard (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    target_database_id BIGINT NOT NULL,
    cluster_id BIGINT NOT NULL,
    name VARCHAR(100) NOT NULL,
    schema_name VARCHAR(64) COLLATE utf8mb4_0900_as_cs NOT NULL,
    created_at DATETIME(6) NOT NULL,
    UNIQUE KEY by_place (cluster_id, schema_name) COMMENT 'two owners of one schema could not both be asked',
    UNIQUE KEY by_name (target_database_id, name),
    CONSTRAINT shard_target_database FOREIGN KEY (target_database_id) REFERENCES target_database (id),
    CONSTRAINT shard_cluster FOREIGN KEY (cluster_id) REFERENCES cluster (id)
  )`,
];

export class Targets20261120090010 implements MigrationInterface {
  readonly name = 'Targets20261120090010';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.query(table);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE shard, target_database, cluster_credential, cluster_instance, cluster, environment');
  }
}
