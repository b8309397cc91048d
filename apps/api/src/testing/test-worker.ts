// A worker beside a test portal, in this process: the same modules as worker.ts starts.
import { Test, type TestingModule } from '@nestjs/testing';
import { WorkerAppModule } from '../app.module.js';
import { Dispatcher } from '../change-requests/dispatch/dispatcher.js';
import type { TestPortal } from './test-portal.js';

export interface TestWorker {
  readonly module: TestingModule;
  /** Every line that it logged. */
  readonly log: readonly string[];
  /** Takes a request as far as it goes by itself. */
  advance(requestId: number): Promise<void>;
  close(): Promise<void>;
}

/** `running`: its loops run, as in production; else it does only what the test asks of it. */
export async function startTestWorker(portal: TestPortal, running = false): Promise<TestWorker> {
  const log: string[] = [];
  const builder = Test.createTestingModule({ imports: [WorkerAppModule.with(portal.config)] });
  const add = (...parts: unknown[]) => void log.push(JSON.stringify(parts));
  builder.setLogger({ log: add, warn: add, error: add, fatal: add });
  const module = await builder.compile();
  if (running) await module.init();
  const dispatcher = module.get(Dispatcher);
  return { module, log, advance: (id) => dispatcher.advance(id), close: () => module.close() };
}
