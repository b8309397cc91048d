import type { DataSourceOptions } from 'typeorm';
import { tlsOptions } from '@sluice/mysql';
import type { MysqlAddress } from '../config/mysql-address.js';
import { portalDriver } from './portal-driver.js';

/** The portal database for TypeORM: UTC, ids as numbers, nothing made or altered by itself. */
export function portalDataSource(address: MysqlAddress) {
  const ssl = tlsOptions(address.tls);
  return {
    type: 'mysql',
    driver: portalDriver,
    host: address.host,
    port: address.port,
    username: address.user,
    password: address.password,
    database: address.schema,
    ...(ssl === undefined ? {} : { ssl }),
    charset: 'utf8mb4_0900_ai_ci',
    timezone: 'Z',
    supportBigNumbers: true,
    bigNumberStrings: false,
    synchronize: false,
    // Errors reach whoever asked; TypeORM's own log would show parameters.
    logging: false,
    poolSize: 20,
    connectTimeout: 5_000,
  } as const satisfies DataSourceOptions;
}
