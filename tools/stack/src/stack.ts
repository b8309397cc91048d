// The private MySQL and Valkey/Redis together: choose where each comes from, start both, end both.
import { chooseProvider, probeOrder } from './providers/choose-provider.ts';
import { debianProvider } from './providers/debian-provider.ts';
import { dockerProvider } from './providers/docker-provider.ts';
import { pathProvider } from './providers/path-provider.ts';
import type { Probe, Provider, ProviderName, RunningServer, StackContext } from './providers/provider.ts';
import { urlProvider } from './providers/url-provider.ts';
import type { Engine } from './server-version.ts';

export interface Stack {
  readonly mysql: RunningServer;
  readonly redis: RunningServer;
  /** Ends what was started here, and nothing else. */
  stop(): Promise<void>;
}

const PROVIDERS: Record<ProviderName, Provider> = {
  url: urlProvider,
  docker: dockerProvider,
  path: pathProvider,
  debian: debianProvider,
};
const REMEMBERED = 'providers.json';

/** @throws StackError that says what to do; by then nothing that was started is left running. */
export async function startStack(context: StackContext): Promise<Stack> {
  const chosen = { mysql: await choose('mysql', context), redis: await choose('redis', context) };
  const starting = [chosen.mysql.start('mysql', context), chosen.redis.start('redis', context)] as const;
  const outcomes = await Promise.allSettled(starting);
  const [mysql, redis] = outcomes;
  if (mysql.status === 'rejected' || redis.status === 'rejected') {
    await Promise.all(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value.stop() : undefined)));
    throw mysql.status === 'rejected' ? mysql.reason : (redis as PromiseRejectedResult).reason;
  }
  context.state.write(REMEMBERED, { mysql: chosen.mysql.name, redis: chosen.redis.name });
  return {
    mysql: mysql.value,
    redis: redis.value,
    async stop() {
      await Promise.all([mysql.value.stop(), redis.value.stop()]);
    },
  };
}

async function choose(engine: Engine, context: StackContext): Promise<Provider> {
  const remembered = context.state.read<Partial<Record<Engine, ProviderName>>>(REMEMBERED)?.[engine];
  const probes: Probe[] = [];
  for (const name of probeOrder(remembered, context.environment.SLUICE_STACK_PROVIDER)) {
    const probe = await PROVIDERS[name].probe(engine, context);
    probes.push(probe);
    if (probe.available) break;
  }
  const choice = chooseProvider(engine, probes);
  context.progress(`${engine === 'mysql' ? 'MySQL' : 'Valkey/Redis'}: ${choice.detail}`);
  return PROVIDERS[choice.provider];
}
