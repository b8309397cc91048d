// The HTTP application with everything around its handlers, not yet listening: main.ts and the tests start it alike.
import { Logger, type LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import cookieParser from 'cookie-parser';
import type { Express } from 'express';
import { HttpAppModule } from '../app.module.js';
import type { AppConfig } from '../config/app-config.js';
import { limitBodies } from './body-limits.js';
import { serveOpenApi } from './open-api.js';
import { requestId } from './request-id.js';
import { requestLog } from './request-log.js';
import { securityHeaders } from './security-headers.js';
import { serveWeb } from './static-web.js';

export async function createHttpApp(config: AppConfig, logger: LoggerService): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(HttpAppModule.with(config), {
    logger,
    bodyParser: false,
    abortOnError: false,
    // Requests that run when the end comes are answered; new ones are sent elsewhere.
    return503OnClosing: true,
  });
  app.setGlobalPrefix('api');
  app.set('trust proxy', config.trustProxy);
  app.disable('x-powered-by');
  app.enableShutdownHooks();
  const server = app.getHttpAdapter().getInstance() as Express;
  server.use(requestId);
  server.use(requestLog(new Logger('Http')));
  server.use(securityHeaders({ https: config.publicUrl.protocol === 'https:' }));
  if (config.webFolder !== null && !serveWeb(server, config.webFolder)) {
    new Logger('Http').warn(`no built web app in ${config.webFolder}: serving the API only`);
  }
  server.use(cookieParser());
  limitBodies(server);
  serveOpenApi(app, config);
  return app;
}
