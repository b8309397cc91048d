import { line } from './report.ts';
import { runSuite, type RunSuite } from './run-suite.ts';
import type { Suite } from './suites.ts';

const sideBySide = 2;

/** Two at a time; a gate's output is shown only when it failed. */
export async function runGates(gates: readonly Suite[]): Promise<RunSuite[]> {
  const waiting = [...gates];
  const results: RunSuite[] = [];
  const worker = async (): Promise<void> => {
    for (let gate = waiting.shift(); gate !== undefined; gate = waiting.shift()) {
      const result = await runSuite(gate, false);
      if (result.failed > 0) console.log(`--- ${gate.name}\n${result.output.trimEnd()}\n---`);
      console.log(line(result));
      results.push(result);
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, worker));
  return results;
}
