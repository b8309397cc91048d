// The one interface behind which a MySQL or a Valkey/Redis comes from: see choose-provider.ts for the order.
import type { Engine } from '../server-version.ts';
import type { StateFolder } from '../state/state-folder.ts';

export type ProviderName = 'url' | 'docker' | 'path' | 'debian';

export type Probe =
  | { readonly provider: ProviderName; readonly available: true; readonly detail: string }
  | { readonly provider: ProviderName; readonly available: false; readonly reason: string };

export interface StackContext {
  /** The project's folder. */
  readonly root: string;
  readonly state: StateFolder;
  readonly environment: NodeJS.ProcessEnv;
  /** The first port to try per engine. */
  readonly preferredPorts: Record<Engine, number>;
  /** The command that starts over, for messages. */
  readonly resetCommand: string;
  /** Aborted when the user wants no stack any more, while it is still being started. */
  readonly signal: AbortSignal;
  /** Settings of MySQL beyond the usual ones (`--name=value`), which they override; not for a server that was there before. */
  readonly mysqlFlags?: readonly string[];
  /** Called with a line for people when something takes time. */
  readonly progress: (line: string) => void;
}

export interface RunningServer {
  readonly engine: Engine;
  readonly provider: ProviderName;
  readonly version: string;
  /** The administrator's address: `mysql://user:password@host:port`, `redis://:password@host:port`. */
  readonly url: string;
  /** Resolves when the server ends without having been asked to; never for one that is not ours. */
  readonly lost: Promise<string>;
  /** Ends what was started; nothing where the server was there before. */
  stop(): Promise<void>;
}

export interface Provider {
  readonly name: ProviderName;
  probe(engine: Engine, context: StackContext): Promise<Probe>;
  start(engine: Engine, context: StackContext): Promise<RunningServer>;
}
