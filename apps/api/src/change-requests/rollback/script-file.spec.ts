import { buffer } from 'node:stream/consumers';
import { zstdDecompressSync } from 'node:zlib';
import { scriptFile } from './script-file.js';

async function* pieces(count: number, onEnd: () => void = () => undefined): AsyncGenerator<string, void, undefined> {
  try {
    for (let i = 0; i < count; i += 1) yield `-- 한 ${i} ${'x'.repeat(10_000)}\n`;
  } finally {
    onEnd();
  }
}

async function text(count: number): Promise<string> {
  let all = '';
  for await (const piece of pieces(count)) all += piece;
  return all;
}

describe('a script as a file', () => {
  it('is plain where it is short, and compressed where it is long', async () => {
    const short = await scriptFile(pieces(3), 'auto');
    expect([short.extension, short.type]).toEqual(['sql', 'application/sql; charset=utf-8']);
    expect((await buffer(short.stream)).toString()).toBe(await text(3));

    const long = await scriptFile(pieces(300), 'auto');
    expect([long.extension, long.type]).toEqual(['sql.zst', 'application/zstd']);
    const packed = await buffer(long.stream);
    expect(packed.length).toBeLessThan(100_000);
    expect(zstdDecompressSync(packed).toString()).toBe(await text(300));
  });

  it('comes as it is asked for', async () => {
    const plain = await scriptFile(pieces(300), 'sql');
    expect((await buffer(plain.stream)).toString()).toBe(await text(300));
    const packed = await scriptFile(pieces(1), 'zst');
    expect(zstdDecompressSync(await buffer(packed.stream)).toString()).toBe(await text(1));
  });

  it.each(['sql', 'zst'] as const)('%s ends its source when the reader goes away', async (form) => {
    let ended = false;
    const { stream } = await scriptFile(
      pieces(100_000, () => {
        ended = true;
      }),
      form,
    );
    for await (const _ of stream) break;
    for (let wait = 0; wait < 100 && !ended; wait += 1) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(ended).toBe(true);
  });

  it.each(['sql', 'zst'] as const)(
    '%s breaks off where its source fails, and throws what fails at once',
    async (form) => {
      async function* failing(after: number): AsyncGenerator<string, void, undefined> {
        yield* pieces(after);
        throw new Error('the target is gone');
      }
      await expect(scriptFile(failing(0), form)).rejects.toThrow('the target is gone');
      const { stream } = await scriptFile(failing(50), form);
      await expect(buffer(stream)).rejects.toThrow('the target is gone');
    },
  );
});
