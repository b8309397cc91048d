// Servers in containers, through testcontainers (which also finds remote and rootless engines, and removes what a crash leaves behind).
import { createHash } from 'node:crypto';

import { CONTAINER_FLAGS } from '../mysql/flags.ts';
import { mysqlVersion } from '../mysql/ready.ts';
import { rememberedPort } from '../remembered-port.ts';
import { judgeVersion, type Engine } from '../server-version.ts';
import { StackError } from '../stack-error.ts';
import { redisVersion } from '../valkey/ping.ts';
import type { Provider, RunningServer, StackContext } from './provider.ts';

const MYSQL_IMAGE = 'mysql:8.4';
const VALKEY_IMAGE = 'valkey/valkey:8.1';
const START_TIMEOUT = 170_000;

export const dockerProvider: Provider = {
  name: 'docker',
  async probe(engine) {
    const reason = await dockerMissing();
    return reason === undefined
      ? {
          provider: 'docker',
          available: true,
          detail: `a container of ${engine === 'mysql' ? MYSQL_IMAGE : VALKEY_IMAGE}`,
        }
      : { provider: 'docker', available: false, reason };
  },
  start: (engine, context) =>
    engine === 'mysql' ? startMysqlContainer(MYSQL_IMAGE, context) : startValkeyContainer(context),
};

/** Why no Docker engine can be used; undefined where one answers. */
export async function dockerMissing(): Promise<string | undefined> {
  // Loaded only here: it costs most of a second, which a start without Docker's help need not pay twice.
  const { getContainerRuntimeClient } = await import('testcontainers');
  try {
    await getContainerRuntimeClient();
    return undefined;
  } catch (error) {
    return `no Docker engine answers (${error instanceof Error ? error.message : String(error)})`;
  }
}

/** The data is in a volume named after the stack's folder: a container that ends takes nothing with it. */
export function volumeName(statePath: string): string {
  return `sluice-mysql-${createHash('sha256').update(statePath).digest('hex').slice(0, 12)}`;
}

/** Removes the data of a stack that ran in containers. */
export async function removeVolume(statePath: string): Promise<void> {
  const { getContainerRuntimeClient } = await import('testcontainers');
  const client = await getContainerRuntimeClient();
  await client.container.dockerode.getVolume(volumeName(statePath)).remove({ force: true });
}

export async function startMysqlContainer(image: string, context: StackContext): Promise<RunningServer> {
  const { GenericContainer, Wait } = await import('testcontainers');
  const password = context.state.secret('mysql-root');
  context.progress(`Starting a container of ${image} (the first time it is pulled) …`);
  const port = await rememberedPort('mysql', context);
  const container = await started(
    image,
    context,
    new GenericContainer(image)
      .withEnvironment({ MYSQL_ROOT_PASSWORD: password, MYSQL_ROOT_HOST: '%' })
      .withCommand([...CONTAINER_FLAGS, ...(context.mysqlFlags ?? [])])
      .withBindMounts([{ source: volumeName(context.state.path), target: '/var/lib/mysql' }])
      .withExposedPorts({ container: 3306, host: port })
      // The image first starts a server for its own set-up, which reports port 0.
      .withWaitStrategy(Wait.forLogMessage(/port: 3306\s/))
      .withStartupTimeout(START_TIMEOUT)
      .start(),
  );
  const url = `mysql://root:${password}@${container.getHost()}:${container.getMappedPort(3306)}`;
  return running('mysql', await mysqlVersion(url), url, container);
}

async function startValkeyContainer(context: StackContext): Promise<RunningServer> {
  const { GenericContainer, Wait } = await import('testcontainers');
  const password = context.state.secret('redis');
  context.progress(`Starting a container of ${VALKEY_IMAGE} (the first time it is pulled) …`);
  const port = await rememberedPort('redis', context);
  const container = await started(
    VALKEY_IMAGE,
    context,
    new GenericContainer(VALKEY_IMAGE)
      .withCommand(['valkey-server', '--save', '', '--appendonly', 'no', '--requirepass', password])
      .withExposedPorts({ container: 6379, host: port })
      .withWaitStrategy(Wait.forLogMessage(/Ready to accept connections/))
      .withStartupTimeout(START_TIMEOUT)
      .start(),
  );
  const url = `redis://:${password}@${container.getHost()}:${container.getMappedPort(6379)}`;
  return running('redis', await redisVersion(url), url, container);
}

function running(
  engine: Engine,
  answer: string,
  url: string,
  container: { stop(options?: { timeout: number }): Promise<unknown> },
): RunningServer {
  const judged = judgeVersion(engine, answer);
  return {
    engine,
    provider: 'docker',
    version: judged.suitable ? judged.version : answer,
    url,
    lost: new Promise(() => undefined),
    async stop() {
      await container.stop({ timeout: 30_000 });
    },
  };
}

async function started<T>(image: string, context: StackContext, starting: Promise<T>): Promise<T> {
  try {
    return await starting;
  } catch (error) {
    throw new StackError(
      'docker-failed',
      `The container of ${image} does not start: ${error instanceof Error ? error.message : String(error)}`,
      `See \`docker ps -a\` and \`docker logs\`; \`${context.resetCommand}\` starts over with empty data; SLUICE_STACK_PROVIDER=debian goes without Docker.`,
      { cause: error },
    );
  }
}
