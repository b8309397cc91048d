import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { APP_CONFIG, type AppConfig } from '../config/app-config.js';
import { mysqlErrno } from './database-error.js';
import { portalDataSource } from './portal-data-source.js';
import { Transactions } from './transactions.js';

// Access denied, unknown schema: neither mends itself by waiting.
const final: readonly number[] = [1044, 1045, 1049];

@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [APP_CONFIG],
      useFactory: ({ portal }: AppConfig) => ({
        ...portalDataSource(portal),
        autoLoadEntities: true,
        retryAttempts: 10,
        retryDelay: 1_000,
        toRetry: (error: unknown) => !final.includes(mysqlErrno(error) ?? 0),
      }),
    }),
  ],
  providers: [Transactions],
  exports: [Transactions],
})
export class DatabaseModule {}
