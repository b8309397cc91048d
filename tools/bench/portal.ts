// How quick a whole portal of its own answers, and what memory it takes. Absolute figures are the median of five rounds.
import { PortalClient, startPortal } from '@sluice/portal';
import { median, percentile, type Figure } from './figures.ts';
import { residentMiB } from './memory.ts';

const rounds = 5;
const analysesPerRound = 60;
const changesPerRound = 9;
/** Memory is read when it has stopped growing, not while it does. */
const analysesBeforeMemory = 1_200;
/** A second run on the same demo must change the rows again. */
const run = Date.now();

export async function measurePortal(progress: (line: string) => void): Promise<readonly Figure[]> {
  const portal = await startPortal({ stateFolder: '.sluice/bench' });
  try {
    progress(`Portal ready in ${portal.startedInSeconds.toFixed(1)} s.`);
    const developer = await PortalClient.signInDemo(portal.url, 'jiwoo');
    const approver = await PortalClient.signInDemo(portal.url, 'minsu');
    const target = await developer.targetDatabase('shop');

    const analyse = async (n: number): Promise<number> => {
      const began = performance.now();
      await developer.call('POST', '/change-requests/analysis', {
        targetDatabaseId: target.id,
        statements: `UPDATE orders SET status = 'refunded' WHERE id = ${51_000 + n}`,
      });
      return performance.now() - began;
    };
    /** Milliseconds from the approver's click to `closed`, as seen by a client that polls. */
    const approveToClosed = async (n: number): Promise<number> => {
      const filed = await developer.file({
        targetDatabaseId: target.id,
        statements: `UPDATE orders SET memo = 'bench ${run} ${n}' WHERE id = ${52_000 + n}`,
        reason: 'benchmark',
        expectedRows: 1,
        checks: [],
      });
      const planned = await developer.waitFor(filed.id, ['planned']);
      const began = performance.now();
      await approver.approve(planned);
      await approver.waitFor(planned.id, ['closed']);
      return performance.now() - began;
    };

    for (let n = 0; n < 10; n += 1) await analyse(n);
    await approveToClosed(0);

    const analysis: number[] = [];
    const closing: number[] = [];
    let n = 1;
    for (let round = 0; round < rounds; round += 1) {
      const times: number[] = [];
      for (let i = 0; i < analysesPerRound; i += 1) times.push(await analyse((n += 1)));
      analysis.push(percentile(times, 0.95));
      const closings: number[] = [];
      for (let i = 0; i < changesPerRound; i += 1) closings.push(await approveToClosed((n += 1)));
      closing.push(median(closings));
    }
    for (let i = 0; i < analysesBeforeMemory; i += 1) await analyse((n += 1));
    const resident = (program: string): readonly number[] =>
      [residentMiB(portal.pid, program)].filter((one) => one !== undefined);

    return [
      { name: 'analysis of one statement, warm schema, p95', unit: 'ms', rounds: analysis, bound: 50 },
      { name: 'approve → closed, one row, image tables included', unit: 'ms', rounds: closing, bound: 500 },
      { name: 'resident memory of the HTTP process', unit: 'MiB', rounds: resident('dist/main.js'), bound: 512 },
      { name: 'resident memory of the worker process', unit: 'MiB', rounds: resident('dist/worker.js'), bound: 512 },
    ];
  } finally {
    await portal.stop();
  }
}
