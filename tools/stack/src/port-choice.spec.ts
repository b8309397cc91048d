import { createServer, type AddressInfo } from 'node:net';

import { choosePort, isPortFree } from './port-choice.ts';

const freeExcept =
  (...taken: number[]) =>
  (port: number): Promise<boolean> =>
    Promise.resolve(!taken.includes(port));

describe('choosePort', () => {
  it('takes the preferred port at first', async () => {
    expect(await choosePort({ remembered: undefined, preferred: 13306 }, freeExcept())).toEqual({ port: 13306 });
  });

  it('goes on to the next free one', async () => {
    expect(await choosePort({ remembered: undefined, preferred: 13306 }, freeExcept(13306, 13307))).toEqual({
      port: 13308,
    });
  });

  it('keeps the port of last time', async () => {
    expect(await choosePort({ remembered: 13350, preferred: 13306 }, freeExcept())).toEqual({ port: 13350 });
  });

  it('says which port it had to leave', async () => {
    expect(await choosePort({ remembered: 13306, preferred: 13306 }, freeExcept(13306))).toEqual({
      port: 13307,
      avoided: 13306,
    });
  });

  it('gives up with a message when all are taken', async () => {
    await expect(
      choosePort({ remembered: undefined, preferred: 13306 }, () => Promise.resolve(false)),
    ).rejects.toMatchObject({
      code: 'port-taken',
      message: expect.stringContaining('13306') as string,
    });
  });
});

describe('isPortFree', () => {
  it.each(['127.0.0.1', '0.0.0.0'])('sees a listener on %s, and that it is gone', async (host) => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, host, resolve));
    const { port } = server.address() as AddressInfo;
    expect(await isPortFree(port)).toBe(false);
    await new Promise((resolve) => server.close(resolve));
    expect(await isPortFree(port)).toBe(true);
  });
});
