// Which port a server of the stack listens on: the one it had last time, else the first free one from a preferred number on.
import { createServer } from 'node:net';

import { StackError } from './stack-error.ts';

export interface PortWish {
  /** What the last start used; kept where it is still free, so that addresses people wrote down stay true. */
  readonly remembered: number | undefined;
  readonly preferred: number;
}

export interface PortChoice {
  readonly port: number;
  /** The remembered port that another program has taken meanwhile. */
  readonly avoided?: number;
}

const SPAN = 200;

export async function choosePort(wish: PortWish, isFree: (port: number) => Promise<boolean>): Promise<PortChoice> {
  const { remembered, preferred } = wish;
  if (remembered !== undefined && (await isFree(remembered))) return { port: remembered };
  for (let port = preferred; port < preferred + SPAN; port += 1) {
    if (port !== remembered && (await isFree(port)))
      return remembered === undefined ? { port } : { port, avoided: remembered };
  }
  throw new StackError(
    'port-taken',
    `No port from ${preferred} to ${preferred + SPAN - 1} is free on 127.0.0.1.`,
    'End some of the programs that listen there (`ss -ltnp` lists them) and start again.',
  );
}

/** True where nothing listens on the port, neither on the loopback address nor on all addresses. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await canListen(port, '127.0.0.1')) && (await canListen(port, '0.0.0.0'));
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
