// The worker process: executes approved changes and seals the audit. Any number of them may run.
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { WorkerAppModule } from './app.module.js';
import { processLogger } from './process/process-logger.js';
import { refuseDemoAccounts } from './process/refuse-demo-accounts.js';
import { runProcess } from './process/run-process.js';

runProcess(async (config) => {
  const app = await NestFactory.createApplicationContext(WorkerAppModule.with(config), {
    logger: processLogger(),
    abortOnError: false,
  });
  app.enableShutdownHooks();
  try {
    await refuseDemoAccounts(app.get(DataSource), config);
  } catch (error) {
    await app.close();
    throw error;
  }
  new Logger('Worker').log('running');
});
