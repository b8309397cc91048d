// The worker process: executes approved changes and seals the audit. Any number of them may run.
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { WorkerAppModule } from './app.module.js';
import { processLogger } from './process/process-logger.js';
import { runProcess } from './process/run-process.js';

runProcess(async (config) => {
  const app = await NestFactory.createApplicationContext(WorkerAppModule.with(config), {
    logger: processLogger(),
    abortOnError: false,
  });
  app.enableShutdownHooks();
  new Logger('Worker').log('running');
});
