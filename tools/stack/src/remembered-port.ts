import type { StackContext } from './providers/provider.ts';
import { choosePort, isPortFree } from './port-choice.ts';
import type { Engine } from './server-version.ts';

/** The port of last time, or another free one, which is then remembered. */
export async function rememberedPort(engine: Engine, context: StackContext): Promise<number> {
  const ports = context.state.read<Partial<Record<Engine, number>>>('ports.json') ?? {};
  const choice = await choosePort({ remembered: ports[engine], preferred: context.preferredPorts[engine] }, isPortFree);
  if (choice.avoided !== undefined) {
    context.progress(`Port ${choice.avoided} was taken by another program since the last start; using ${choice.port}.`);
  }
  context.state.write('ports.json', {
    ...context.state.read<Partial<Record<Engine, number>>>('ports.json'),
    [engine]: choice.port,
  });
  return choice.port;
}
