export { describeError, StackError } from './stack-error.ts';
export { startStack, type Stack } from './stack.ts';
export type { RunningServer, StackContext } from './providers/provider.ts';
export { joinTestServers, leaveTestServers, type TestServers } from './tests/test-servers.ts';
