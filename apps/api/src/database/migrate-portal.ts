// Brings the portal's schemas to the newest migration. Safe to start any number of times, also at once.
import { tlsOptions } from '@sluice/mysql';
import { auditSchemaOf, migrations } from '@sluice/migrations';
import { createConnection, type Connection } from 'mysql2/promise';
import { DataSource } from 'typeorm';
import type { MysqlAddress } from '../config/mysql-address.js';
import { mysqlErrno } from './database-error.js';
import { portalDataSource } from './portal-data-source.js';

const lockSeconds = 120;
const mayNotCreate: readonly number[] = [1044, 1227];

/** Runs what is missing as the migration account; answers the names of the migrations that ran. */
export async function migratePortal(address: MysqlAddress): Promise<string[]> {
  const ssl = tlsOptions(address.tls);
  const connection = await createConnection({
    host: address.host,
    port: address.port,
    user: address.user,
    password: address.password,
    ...(ssl === undefined ? {} : { ssl }),
    charset: 'utf8mb4_0900_ai_ci',
    connectTimeout: 10_000,
  });
  try {
    await takeLock(connection, `sluice-migrate:${address.schema}`.slice(0, 64));
    for (const schema of [address.schema, auditSchemaOf(address.schema)]) await ensureSchema(connection, schema);
    return await runMigrations(address);
  } finally {
    await connection.end();
  }
}

async function runMigrations(address: MysqlAddress): Promise<string[]> {
  const dataSource = new DataSource({
    ...portalDataSource(address),
    migrations: [...migrations],
    migrationsTableName: 'schema_migration',
    // MySQL commits DDL by itself; every statement of a migration can be run again.
    migrationsTransactionMode: 'none',
  });
  await dataSource.initialize();
  try {
    return (await dataSource.runMigrations()).map(({ name }) => name);
  } finally {
    await dataSource.destroy();
  }
}

// The lock lives as long as the connection, so that a killed migration does not leave it behind.
async function takeLock(connection: Connection, name: string): Promise<void> {
  const [rows] = await connection.query('SELECT GET_LOCK(?, ?) AS got', [name, lockSeconds]);
  if ((rows as { got: number | null }[])[0]?.got !== 1) {
    throw new Error(`another migration has been running for ${lockSeconds} seconds`);
  }
}

async function ensureSchema(connection: Connection, schema: string): Promise<void> {
  const [rows] = await connection.query('SHOW DATABASES LIKE ?', [schema.replaceAll('_', '\\_')]);
  if ((rows as unknown[]).length > 0) return;
  try {
    await connection.query(
      `CREATE DATABASE IF NOT EXISTS \`${schema}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci`,
    );
  } catch (error) {
    if (!mayNotCreate.includes(mysqlErrno(error) ?? 0)) throw error;
    throw new Error(
      `the schema ${schema} is not there and the migration account may not make it; run: CREATE DATABASE \`${schema}\` CHARACTER SET utf8mb4`,
      { cause: error },
    );
  }
}
