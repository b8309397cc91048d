// A whole portal of one's own beside any other: started by the same launcher as `npm start`, in its own state folder, so
// that browser tests and benchmarks meet what users meet.
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

export interface RunningPortal {
  /** Address without a trailing slash. */
  readonly url: string;
  /** Process id of the launcher, parent of all that it started. */
  readonly pid: number;
  readonly stateFolder: string;
  /** Seconds from the launcher's start to its ready line. */
  readonly startedInSeconds: number;
  stop(): Promise<void>;
}

export interface PortalOptions {
  /** Where keys, ports and data live; kept between runs, so a second start is quick. */
  readonly stateFolder: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Longest wait for the ready line. */
  readonly timeoutSeconds?: number;
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address !== null && typeof address === 'object' ? done(address.port) : failed(new Error('no port')),
      );
    });
  });
}

function ended(child: ChildProcess): Promise<void> {
  return child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((done) => child.once('exit', () => done()));
}

/** Starts a portal and waits until it is ready. Throws with the launcher's last lines when it does not come up. */
export async function startPortal(options: PortalOptions): Promise<RunningPortal> {
  const began = performance.now();
  const port = await freePort();
  const child = spawn(process.execPath, [resolve('tools/start/start.ts')], {
    env: {
      ...process.env,
      ...options.environment,
      SLUICE_STATE_DIR: resolve(options.stateFolder),
      SLUICE_PORT: String(port),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const keep = (line: string): void => {
    lines.push(line);
    if (lines.length > 200) lines.shift();
    if (process.env['SLUICE_SHOW_PORTAL'] !== undefined) console.log(`  portal: ${line}`);
  };
  const ready = new Promise<void>((done, failed) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      keep(line);
      if (line.includes('Sluice is ready:')) done();
    });
    createInterface({ input: child.stderr }).on('line', keep);
    child.once('exit', (code) => failed(new Error(`the launcher ended with ${code}:\n${lines.slice(-30).join('\n')}`)));
    setTimeout(
      () => failed(new Error(`not ready in time:\n${lines.slice(-30).join('\n')}`)),
      (options.timeoutSeconds ?? 240) * 1_000,
    ).unref();
  });
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended(child);
  };
  try {
    await ready;
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    stateFolder: resolve(options.stateFolder),
    startedInSeconds: (performance.now() - began) / 1_000,
    stop,
  };
}
