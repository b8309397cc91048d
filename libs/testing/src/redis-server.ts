import { fromEnvironment } from './from-environment.js';

/** `redis://:password@host:port`. Shared by all runs: use a key prefix of your own. @throws Error outside the `database` project */
export function testRedisUrl(): string {
  return fromEnvironment('SLUICE_TEST_REDIS_URL');
}
