import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { testRedisUrl } from '@sluice/testing';
import type { AppConfig } from '../config/app-config.js';
import { Nudge } from './nudge.js';
import { RedisConnection } from './redis.js';

const schema = `sluice_test_nudge_${process.pid}`;
const opened: { nudge: Nudge; redis: RedisConnection }[] = [];
const open = (redisUrl: string) => {
  const redis = new RedisConnection({ redisUrl, portal: { schema } } as AppConfig);
  const nudge = new Nudge(redis);
  opened.push({ nudge, redis });
  return { nudge, redis };
};
const until = async (condition: () => boolean) => {
  for (const end = Date.now() + 5_000; !condition();) {
    if (Date.now() > end) throw new Error('did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

describe('nudges', () => {
  afterEach(async () => {
    for (const { nudge, redis } of opened.splice(0)) {
      await nudge.beforeApplicationShutdown();
      redis.onApplicationShutdown();
    }
  });

  it('reach a worker, and leave nothing behind', async () => {
    const { nudge: sender, redis } = open(testRedisUrl());
    const { nudge: worker } = open(testRedisUrl());
    const id = Date.now();
    const heard: number[] = [];
    worker.onPoke('dispatch', (each) => {
      heard.push(each);
      return each % 2 === 0 ? Promise.resolve() : Promise.reject(new Error('the handler failed'));
    });
    await until(() => redis.ready);
    await sender.poke('dispatch', id);
    await sender.poke('dispatch', id + 1);
    await until(() => heard.includes(id) && heard.includes(id + 1));
    const left = async () =>
      (await redis.commands.keys(`${schema}:sluice-dispatch:*`)).filter((key) => /:\d+$/.test(key));
    await until(() => heard.length >= 2);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await left()).toEqual([]);
  });

  it('are given up at once while Valkey is down', async () => {
    const { nudge } = open('redis://127.0.0.1:1');
    const started = Date.now();
    nudge.onPoke('dispatch', () => Promise.resolve());
    for (let id = 0; id < 20; id += 1) await nudge.poke('dispatch', id);
    expect(Date.now() - started).toBeLessThan(1_000);
  });

  it('are left and heard again when Valkey comes back', async () => {
    const real = new URL(testRedisUrl());
    const sockets = new Set<Socket>();
    const relay = createServer((socket) => {
      const onward = connect(Number(real.port), real.hostname);
      for (const end of [socket, onward]) sockets.add(end.on('error', () => undefined));
      socket.pipe(onward).pipe(socket);
    });
    const listen = (port: number) =>
      new Promise<number>((resolve) =>
        relay.listen(port, '127.0.0.1', () => resolve((relay.address() as AddressInfo).port)),
      );
    const cut = () => {
      const closed = new Promise((resolve) => relay.close(resolve));
      for (const socket of sockets) socket.destroy();
      return closed;
    };
    const port = await listen(0);
    const { nudge, redis } = open(Object.assign(new URL(real.href), { host: `127.0.0.1:${port}` }).href);
    const heard: number[] = [];
    nudge.onPoke('dispatch', (id) => {
      heard.push(id);
      return Promise.resolve();
    });
    await until(() => redis.ready);
    await cut();
    await until(() => !redis.ready);
    await nudge.poke('dispatch', 1);
    await listen(port);
    await until(() => redis.ready);
    const again = Date.now();
    for (const end = again + 8_000; !heard.includes(again) && Date.now() < end;) {
      await nudge.poke('dispatch', again);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(heard).toContain(again);
    expect(heard).not.toContain(1);
    await cut();
  }, 20_000);
});
