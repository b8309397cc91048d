import { ConsoleLogger } from '@nestjs/common';

/** One JSON object a line, for whoever collects logs. */
export function processLogger(): ConsoleLogger {
  return new ConsoleLogger({ json: true, colors: false, logLevels: ['log', 'warn', 'error', 'fatal'] });
}
