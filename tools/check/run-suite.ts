import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromExitCode, fromJest, fromLastLine, type Outcome } from './outcome.ts';
import type { Suite } from './suites.ts';

export interface RunSuite extends Outcome {
  readonly name: string;
  readonly seconds: number;
  readonly output: string;
}

/** @param live shows the output while it comes; else it is only kept */
export async function runSuite(suite: Suite, live: boolean): Promise<RunSuite> {
  const started = performance.now();
  const folder = await mkdtemp(join(tmpdir(), 'sluice-check-'));
  try {
    const report = join(folder, 'jest.json');
    const extra = suite.counts === 'jest' ? ['--json', '--outputFile', report] : [];
    const { code, output } = await run([...suite.command, ...extra], live, suite.counts);
    const outcome = await read(suite, code, output, report);
    return { ...outcome, name: suite.name, seconds: (performance.now() - started) / 1_000, output };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function read(suite: Suite, code: number, output: string, report: string): Promise<Outcome> {
  switch (suite.counts) {
    case 'exit-code':
      return fromExitCode(code);
    case 'jest':
      return fromJest(await readFile(report, 'utf8').catch(() => ''), code);
    case 'last-line':
      return fromLastLine(output, code);
  }
}

function run(
  command: readonly string[],
  live: boolean,
  counts: Suite['counts'],
): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, command, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NX_DAEMON: 'false', FORCE_COLOR: '0' },
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      // jest's report for people is on stderr; with --json its stdout would be the report again.
      if (counts === 'jest') return;
      output += text;
      if (live) process.stdout.write(text);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (counts !== 'last-line') output += text;
      if (live) process.stderr.write(text);
    });
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code: code ?? 1, output });
    });
  });
}
