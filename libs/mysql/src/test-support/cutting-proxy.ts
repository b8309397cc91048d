// A TCP proxy in front of MySQL that cuts the connection at the n-th packet of the client: before it arrives, or after it arrived and before its
// answer does.
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import type { Target } from '../types.js';

export interface Cut {
  /** 1-based; the handshake's packets count too. */
  readonly packet: number;
  readonly when: 'before' | 'after';
}

export interface CuttingProxy {
  readonly target: Target;
  /** Packets seen on the first connection. */
  packets(): number;
  close(): Promise<void>;
}

export async function openProxy(target: Target, cut: Cut | undefined): Promise<CuttingProxy> {
  let packets = 0;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(target.port, target.host);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    client.on('data', (data) => {
      packets++;
      if (cut && packets > cut.packet) return;
      if (cut?.packet !== packets) return void upstream.write(data);
      if (cut.when === 'before') upstream.destroy();
      else upstream.write(data, () => upstream.end());
      client.destroy();
    });
    upstream.on('data', (data) => {
      if (!client.destroyed) client.write(data);
    });
    upstream.on('close', () => client.destroy());
    client.on('close', () => upstream.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    target: { ...target, host: '127.0.0.1', port },
    packets: () => packets,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
