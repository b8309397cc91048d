// npm run conformance -- FILE.jsonl[.gz] [--sql-mode MODE]…: what the sql room makes of each `{kind, sql}` line, against a real MySQL, in its own
// sql_mode and in those that read quotes and backslashes otherwise. Exits 1 when what the server accepts is misclassified, torn or not proved,
// or anything crashes.

import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DigestAsker } from './src/digest-asker.ts';
import { judgeLine, type Outcome } from './src/judge-line.ts';
import { readLines, type Line } from './src/read-lines.ts';
import { Report } from './src/report.ts';
import { serverUrl } from './src/server-url.ts';

const LINES_IN_FLIGHT = 16;
/** Flags beside the server's own; the first is the mode that the statements are written for. */
const MODES = ['', 'ANSI_QUOTES', 'NO_BACKSLASH_ESCAPES', 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'];
const USAGE = `Usage: npm run conformance -- FILE.jsonl[.gz] [--sql-mode FLAGS]…   (a line: {"kind": "UPDATE", "sql": "UPDATE …"})
--sql-mode: flags beside the server's own, "" for none; without it: ${MODES.map((mode) => `"${mode}"`).join(', ')}\n`;

async function main(): Promise<number> {
  const { values, positionals } = readArguments();
  const [file] = positionals;
  if (file === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  const lines = readLines(resolve(process.env['INIT_CWD'] ?? '.', file));
  const url = await serverUrl();
  let passed = 0;
  let failed = 0;
  for (const mode of values['sql-mode'] ?? MODES) {
    const report = await runIn(mode, lines, url);
    passed += report.passed;
    failed += report.failed;
  }
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}

function readArguments(): { values: { 'sql-mode'?: string[] | undefined }; positionals: string[] } {
  try {
    return parseArgs({ allowPositionals: true, options: { 'sql-mode': { type: 'string', multiple: true } } });
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return { values: {}, positionals: [] };
  }
}

async function runIn(mode: string, lines: readonly Line[], url: string): Promise<Report> {
  const flags = mode.split(',').filter((flag) => flag !== '');
  const asker = await DigestAsker.open(url, flags);
  const report = new Report(flags.length === 0);
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
  const title = flags.length === 0 ? "In the server's own sql_mode" : `With ${flags.join(' and ')}`;
  process.stdout.write(`${title}, MySQL ${asker.version}, ${lines.length} statements in ${seconds} s:\n`);
  process.stdout.write(`${report.print()}\n${report.passed} passed, ${report.failed} failed\n\n`);
  return report;
}

function crashed(error: unknown): Outcome {
  return { crash: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

process.exitCode = await main();
