// A TCP proxy in front of MySQL that cuts the connection at the n-th packet of the client: before it arrives, or after it arrived and before its
// answer does. And that remembers what it was asked.
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
  /** The text of every COM_QUERY, in the order of their arrival. */
  texts(): readonly string[];
  close(): Promise<void>;
}

export async function openProxy(target: Target, cut: Cut | undefined): Promise<CuttingProxy> {
  let packets = 0;
  const texts: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(target.port, target.host);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    client.on('data', (data) => {
      packets++;
      const text = queryOf(data);
      if (text !== undefined) texts.push(text);
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
    texts: () => texts,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Behind three bytes of length and the sequence number; the driver awaits each answer, so no two come at once. */
function queryOf(packet: Buffer): string | undefined {
  if (packet[3] !== 0 || packet[4] !== 3) return undefined;
  return packet
    .subarray(5)
    .toString('utf8')
    .replace(/^\x00\x01/, '')
    .trim();
}
