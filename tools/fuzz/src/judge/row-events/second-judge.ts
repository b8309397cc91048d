// The second judge of a round: what the server's binary log says about each run of the round, where the log is on and the program is there.
import type { Connection } from 'mysql2/promise';
import { compareEvents, type Judgement, type Told } from './compare.ts';
import type { StatementChanges } from './parse.ts';
import { findMysqlbinlog, readBinlog } from './read-binlog.ts';

/** A run that promised a way back, or that promised none and so keeps no images. */
export interface Run extends Told {
  readonly contentHash: string;
  readonly schema: string;
  readonly promised: boolean;
}

export interface SecondJudge {
  /** From here on. */
  begin(): Promise<void>;
  /** `runs`: equal ones in the order in which they ran. Null where the log holds nothing of the run, not even its marker. */
  judge(runs: readonly Run[]): Promise<Map<Run, Judgement | null>>;
}

/** Null where the server keeps no log, or the program that reads it is missing. */
export async function openSecondJudge(admin: Connection, url: string): Promise<SecondJudge | null> {
  const [kept] = await rows(admin, "SHOW GLOBAL VARIABLES LIKE 'log_bin'");
  if (kept?.[1] !== 'ON') return null;
  const command = await findMysqlbinlog();
  if (command === null) {
    console.log('  mysqlbinlog is missing: no second judge');
    return null;
  }
  let file = '';
  const turn = async (): Promise<void> => {
    await admin.query('FLUSH BINARY LOGS');
    file = (await rows(admin, 'SHOW BINARY LOG STATUS'))[0]?.[0] ?? '';
  };
  return {
    begin: turn,
    async judge(runs) {
      const past = file;
      await turn();
      const judged = new Map<Run, Judgement | null>(runs.map((run) => [run, null]));
      const executions = new Map<string, Run | undefined>();
      const waiting = [...runs];
      await readBinlog(command, url, past, (transaction) => {
        const { execution, hash } = markerOf(transaction);
        // Equal requests have equal hashes: they ran in this order.
        if (!executions.has(execution)) {
          const at = waiting.findIndex(({ contentHash }) => contentHash === hash);
          executions.set(execution, at < 0 ? undefined : waiting.splice(at, 1)[0]);
        }
        const run = executions.get(execution);
        if (run) judged.set(run, merged(judged.get(run) ?? null, judgeRun(transaction, run)));
      });
      await admin.query('PURGE BINARY LOGS TO ?', [file]);
      return judged;
    },
  };
}

/** A run in chunks has a transaction for each. */
function merged(one: Judgement | null, other: Judgement): Judgement {
  if (one === null) return other;
  return {
    equal: one.equal + other.equal,
    explained: [...one.explained, ...other.explained],
    difference: one.difference ?? other.difference,
  };
}

function judgeRun(transaction: readonly StatementChanges[], run: Run): Judgement {
  if (run.promised) return compareEvents(transaction, run.schema, run);
  const kept = transaction.flat().find(({ schema, table }) => schema === 'sluice' && table !== 'marker');
  const difference = kept === undefined ? null : `images of a run without a way back: ${kept.table}`;
  return { equal: 0, explained: [], difference };
}

/** What binds a transaction to a request; empty where it is of nobody's run. */
function markerOf(transaction: readonly StatementChanges[]): { execution: string; hash: string } {
  const marker = transaction.flat().find(({ schema, table }) => schema === 'sluice' && table === 'marker');
  const text = (at: number): string => /^'(.*)'$/.exec(marker?.after?.[at] ?? '')?.[1] ?? '';
  return { execution: text(0), hash: text(3) };
}

async function rows(admin: Connection, sql: string): Promise<string[][]> {
  const [found] = await admin.query({ sql, rowsAsArray: true });
  return found as unknown as string[][];
}
