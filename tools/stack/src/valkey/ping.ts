// Asks a Valkey/Redis for its version over its own line protocol: two commands do not earn a client library.
import { createConnection } from 'node:net';

const TIMEOUT = 5_000;

/** @throws Error where it does not answer, or refuses the password. */
export function redisVersion(url: string): Promise<string> {
  const { hostname, port, username, password } = new URL(url);
  const login =
    password === ''
      ? []
      : ['AUTH', ...(username === '' ? [] : [decodeURIComponent(username)]), decodeURIComponent(password)];
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host: hostname, port: Number(port || 6379) });
    let answer = '';
    const fail = (error: Error): void => {
      socket.destroy();
      reject(error);
    };
    socket.setTimeout(TIMEOUT, () =>
      fail(new Error(`no answer from ${hostname}:${port || 6379} within ${TIMEOUT / 1000} s`)),
    );
    socket.once('error', fail);
    socket.once('close', () => reject(new Error('the connection was closed')));
    socket.on('data', (data: Buffer) => {
      answer += data.toString('utf8');
      const refusal = /^-(.*)\r\n/m.exec(answer);
      if (refusal !== null) return fail(new Error(refusal[1]));
      const version =
        /^valkey_version:(.*)\r$/m.exec(answer) ??
        (/^redis_mode:/m.test(answer) ? /^redis_version:(.*)\r$/m.exec(answer) : null);
      if (version === null) return;
      resolve(version[1] ?? '');
      socket.destroy();
    });
    socket.write(`${login.length === 0 ? '' : command(login)}${command(['INFO', 'server'])}`);
  });
}

function command(words: readonly string[]): string {
  return `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`;
}
