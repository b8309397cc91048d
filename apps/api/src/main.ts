// The HTTP process: web app and API.
import type { Server } from 'node:http';
import { dirname, join } from 'node:path';
import { Logger } from '@nestjs/common';
import { FirstAdmin } from './access/first-admin.js';
import { createHttpApp } from './http/create-http-app.js';
import { processLogger } from './process/process-logger.js';
import { runProcess } from './process/run-process.js';
import { StartRefused } from './process/start-refused.js';

// This program lies in apps/api/dist, the built web app in apps/web/dist.
const besideThis = join(dirname(process.argv[1] ?? '.'), '../../web/dist');

const graceMs = 8_000;

runProcess(async (config) => {
  const app = await createHttpApp({ ...config, webFolder: config.webFolder ?? besideThis }, processLogger());
  endSlowAnswers(app.getHttpServer() as Server);
  try {
    await app.init();
    const link = config.demo ? null : await app.get(FirstAdmin).link();
    await app.listen(config.port, config.host).catch(explainTakenPort(config.port));
    new Logger('Main').log(`listening on ${config.host}:${config.port}, public address ${config.publicUrl.origin}`);
    // For the person at the terminal and not for the log collector: whoever reads it may become the administrator.
    if (link !== null)
      console.log(`\nNo account exists yet. Make the first administrator within 24 hours:\n  ${link}\n`);
  } catch (error) {
    await app.close();
    throw error;
  }
});

function explainTakenPort(port: number) {
  return (error: unknown): never => {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new StartRefused(
      `Port ${port} is taken by another program. End that, or choose another port by SLUICE_PORT.`,
    );
  };
}

/** A reader that never finishes must not hold up the end of the process. */
function endSlowAnswers(server: Server): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      setTimeout(() => {
        server.closeAllConnections();
      }, graceMs).unref();
    });
  }
}
