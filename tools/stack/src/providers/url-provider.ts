// A server that someone else runs, named in the environment. It is used as it is and never stopped.
import { redisVersion } from '../valkey/ping.ts';
import { mysqlVersion } from '../mysql/ready.ts';
import { judgeVersion, type Engine } from '../server-version.ts';
import { StackError } from '../stack-error.ts';
import { URL_VARIABLE } from './choose-provider.ts';
import type { Provider } from './provider.ts';

export const urlProvider: Provider = {
  name: 'url',
  probe(engine, { environment }) {
    const variable = URL_VARIABLE[engine];
    return Promise.resolve(
      environment[variable]
        ? { provider: 'url', available: true, detail: `the server that ${variable} names` }
        : { provider: 'url', available: false, reason: `${variable} is not set` },
    );
  },
  async start(engine, { environment }) {
    const variable = URL_VARIABLE[engine];
    const url = environment[variable] ?? '';
    const version = await versionAt(engine, url).catch((error: unknown) => {
      throw new StackError(
        'server-unusable',
        `The server that ${variable} names does not answer: ${error instanceof Error ? error.message : String(error)}`,
        `Correct or unset ${variable}. ${engine === 'mysql' ? 'It looks like mysql://admin:password@host:3306' : 'It looks like redis://host:6379'}.`,
        { cause: error },
      );
    });
    const judged = judgeVersion(engine, version);
    if (!judged.suitable) {
      throw new StackError(
        'server-unusable',
        `The server that ${variable} names will not do: ${judged.reason}.`,
        `Name another server in ${variable}, or unset it to let the launcher find one.`,
      );
    }
    return {
      engine,
      provider: 'url',
      version: judged.version,
      url,
      lost: new Promise(() => undefined),
      stop: () => Promise.resolve(),
    };
  },
};

function versionAt(engine: Engine, url: string): Promise<string> {
  return engine === 'mysql' ? mysqlVersion(url) : redisVersion(url);
}
