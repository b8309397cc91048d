// npm run conformance -- FILE.jsonl[.gz]: what the sql room makes of each `{kind, sql}` line, against a real MySQL.
// Exits 1 when an UPDATE or DELETE is not proved, a statement is misclassified or torn, or anything crashes.

import { resolve } from 'node:path';
import { DigestAsker } from './src/digest-asker.ts';
import { judgeLine, type Outcome } from './src/judge-line.ts';
import { readLines } from './src/read-lines.ts';
import { Report } from './src/report.ts';
import { serverUrl } from './src/server-url.ts';

const LINES_IN_FLIGHT = 16;

async function main(file: string | undefined): Promise<number> {
  if (file === undefined) {
    process.stderr.write(
      'Usage: npm run conformance -- FILE.jsonl[.gz]   (a line: {"kind": "UPDATE", "sql": "UPDATE …"})\n',
    );
    return 2;
  }
  const lines = readLines(resolve(process.env['INIT_CWD'] ?? '.', file));
  const asker = await DigestAsker.open(await serverUrl());
  const report = new Report();
  const started = performance.now();
  try {
    const queue = lines.values();
    const work = async (): Promise<void> => {
      for (const line of queue) report.add(line, await judgeLine(line, asker).catch(crashed));
    };
    await Promise.all(Array.from({ length: LINES_IN_FLIGHT }, work));
  } finally {
    await asker.close();
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${report.print()}\n${lines.length} statements in ${seconds} s on MySQL ${asker.version}\n`);
  process.stdout.write(`${report.passed} passed, ${report.failed} failed\n`);
  return report.failed === 0 ? 0 : 1;
}

function crashed(error: unknown): Outcome {
  return { crash: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

process.exitCode = await main(process.argv[2]);
