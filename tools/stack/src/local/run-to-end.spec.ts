import { runToEnd } from './run-to-end.ts';

describe('runToEnd', () => {
  it('gives the output of both streams, by lines as they come', async () => {
    const lines: string[] = [];
    const script = 'console.log("one"); console.error("two"); process.exitCode = 3; process.stdout.write("rest")';
    const outcome = await runToEnd(process.execPath, ['-e', script], { onLine: (line) => lines.push(line) });
    expect(outcome).toMatchObject({ exitCode: 3, ending: 'exit code 3' });
    expect(lines.sort()).toEqual(['one', 'rest', 'two']);
  });

  it('makes a missing program an outcome', async () => {
    expect(await runToEnd('/nowhere/program', [])).toMatchObject({
      exitCode: null,
      ending: expect.stringContaining('ENOENT') as string,
    });
  });

  it('returns only when an aborted program is gone, also one that ignores SIGTERM', async () => {
    const stop = new AbortController();
    const script = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log(process.pid)';
    let pid = 0;
    const onLine = (line: string): void => {
      pid = Number(line);
      stop.abort();
    };
    expect(await runToEnd(process.execPath, ['-e', script], { signal: stop.signal, onLine })).toMatchObject({
      ending: 'signal SIGKILL',
    });
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  }, 15_000);
});
