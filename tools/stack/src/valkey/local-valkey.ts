// A private Valkey/Redis as a process on this machine. It keeps nothing on disk: it carries only what may be lost.
import { rememberedPort } from '../remembered-port.ts';
import type { ServerBinary } from '../local/server-binary.ts';
import { endLeftBehind } from '../local/left-behind.ts';
import { startServerProcess } from '../local/server-process.ts';
import type { ProviderName, RunningServer, StackContext } from '../providers/provider.ts';
import { writeWhole } from '../state/state-folder.ts';
import { redisVersion } from './ping.ts';

const PROGRAM = 'Valkey/Redis';
const PROCESS_FILE = 'valkey.process.json';

export async function startLocalValkey(
  provider: ProviderName,
  binary: ServerBinary,
  context: StackContext,
): Promise<RunningServer> {
  const { state } = context;
  await endLeftBehind(state, PROCESS_FILE, PROGRAM, context.progress);
  const port = await rememberedPort('redis', context);
  const password = state.secret('redis');
  const url = `redis://:${password}@127.0.0.1:${port}`;
  // Settings go by a file because the command line, and with it the password, can be read by everyone on the machine.
  const settings = state.file('valkey.conf');
  writeWhole(
    settings,
    [
      'bind 127.0.0.1',
      `port ${port}`,
      `requirepass ${password}`,
      'save ""',
      'appendonly no',
      'maxmemory 128mb',
      // BullMQ's jobs must not be evicted: writing fails loudly instead.
      'maxmemory-policy noeviction',
      '',
    ].join('\n'),
  );
  let version = '';
  const server = await startServerProcess(
    {
      program: PROGRAM,
      processFile: PROCESS_FILE,
      command: binary.command,
      arguments: [...binary.arguments, settings],
      logFile: state.file('valkey.log'),
      answers: async () => {
        version = await redisVersion(url);
      },
    },
    context,
  );
  return { engine: 'redis', provider, version, url, lost: server.lost, stop: server.stop };
}
