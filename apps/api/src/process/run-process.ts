// What each program of the portal does around its work: a wrong configuration or a failed start is one clear message and
// a non-zero end.
import { ConfigError, loadConfig, type AppConfig } from '../config/app-config.js';
import { describeError } from '../database/database-error.js';
import { StartRefused } from './start-refused.js';

export function runProcess(start: (config: AppConfig) => Promise<void>): void {
  begin(start).catch((error: unknown) => {
    console.error(error instanceof ConfigError || error instanceof StartRefused ? error.message : describeError(error));
    process.exit(1);
  });
}

async function begin(start: (config: AppConfig) => Promise<void>): Promise<void> {
  await start(loadConfig(process.env));
}
