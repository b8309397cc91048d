// jest's globalTeardown of the `database` project: the servers stay a while for the next run, then their keeper ends them.
import { leaveTestServers } from '@sluice/stack';

export default function tearDown(configuration: { readonly rootDir: string }): void {
  leaveTestServers(configuration.rootDir);
}
