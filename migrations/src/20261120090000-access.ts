// People, their teams, roles and sessions, and the one-time link of the first administrator.
import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  `CREATE TABLE IF NOT EXISTS team (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name VARCHAR(100) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    UNIQUE KEY by_name (name)
  )`,
  `CREATE TABLE IF NOT EXISTS account (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    login VARCHAR(100) COLLATE utf8mb4_0900_as_cs NOT NULL,
    name VARCHAR(100) NOT NULL,
    password_hash VARCHAR(255) CHARACTER SET ascii NOT NULL COMMENT 'argon2id',
    demo TINYINT(1) NOT NULL DEFAULT 0 COMMENT 'has a known password: usable only in the demo',
    locale VARCHAR(8) CHARACTER SET ascii NULL,
    time_zone VARCHAR(64) CHARACTER SET ascii NULL COMMENT 'IANA name',
    disabled_at DATETIME(6) NULL,
    created_at DATETIME(6) NOT NULL,
    UNIQUE KEY by_login (login)
  )`,
  `CREATE TABLE IF NOT EXISTS role_grant (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    account_id BIGINT NOT NULL,
    role VARCHAR(16) CHARACTER SET ascii NOT NULL,
    team_id BIGINT NULL COMMENT 'null: for every team',
    team_key BIGINT GENERATED ALWAYS AS (COALESCE(team_id, 0)) STORED NOT NULL COMMENT 'a unique key does not hold nulls apart',
    created_at DATETIME(6) NOT NULL,
    UNIQUE KEY once (account_id, role, team_key),
    CONSTRAINT role_grant_account FOREIGN KEY (account_id) REFERENCES account (id),
    CONSTRAINT role_grant_team FOREIGN KEY (team_id) REFERENCES team (id)
  )`,
  `CREATE TABLE IF NOT EXISTS session (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    account_id BIGINT NOT NULL,
    token_hash BINARY(32) NOT NULL COMMENT 'SHA-256; the token itself is only in the cookie',
    ip VARCHAR(64) CHARACTER SET ascii NOT NULL,
    user_agent VARCHAR(255) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    last_seen_at DATETIME(6) NOT NULL,
    expires_at DATETIME(6) NOT NULL COMMENT 'however busy it is',
    revoked_at DATETIME(6) NULL,
    UNIQUE KEY by_token (token_hash),
    KEY by_account (account_id, id),
    KEY by_expiry (expires_at),
    CONSTRAINT session_account FOREIGN KEY (account_id) REFERENCES account (id)
  )`,
  `CREATE TABLE IF NOT EXISTS first_admin_link (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    token_hash BINARY(32) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    expires_at DATETIME(6) NOT NULL,
    UNIQUE KEY by_token (token_hash)
  )`,
  `CREATE TABLE IF NOT EXISTS first_admin (
    singleton TINYINT NOT NULL PRIMARY KEY DEFAULT 1 COMMENT 'one row ever: two links used at once make one administrator',
    account_id BIGINT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    CONSTRAINT first_admin_only_one CHECK (singleton = 1)
  )`,
];

export class Access20261120090000 implements MigrationInterface {
  readonly name = 'Access20261120090000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.query(table);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE first_admin, first_admin_link, session, role_grant, account, team');
  }
}
