// Which statements a run of ours spends its time on, as the server counts them.
import type { Connection, RowDataPacket } from 'mysql2/promise';
import type { Around } from './measure.ts';

const shown = 20;

export const noProfile: Around = {
  begin: () => Promise.resolve(),
  end: () => Promise.resolve(),
};

export function profile(connection: Connection, print: (line: string) => void): Around {
  return {
    async begin() {
      // Processor time too: it hardly depends on what else the machine does.
      await connection.query(
        "UPDATE performance_schema.setup_consumers SET ENABLED = 'YES' WHERE NAME = 'events_statements_cpu'",
      );
      await connection.query('TRUNCATE TABLE performance_schema.events_statements_summary_by_digest');
    },
    async end(what) {
      const [rows] = await connection.query<RowDataPacket[]>(
        `SELECT COUNT_STAR AS times, ROUND(SUM_TIMER_WAIT / 1e9) AS ms, ROUND(SUM_CPU_TIME / 1e9) AS cpu, SUM_ROWS_EXAMINED AS examined,
           SUM_ROWS_AFFECTED AS affected, LEFT(REPLACE(DIGEST_TEXT, CHAR(10), ' '), 150) AS text
         FROM performance_schema.events_statements_summary_by_digest
         ORDER BY SUM_CPU_TIME DESC, SUM_TIMER_WAIT DESC LIMIT ${shown}`,
      );
      print(`${what}: milliseconds, of them processor, times, rows examined, rows affected, statement`);
      for (const { ms, cpu, times, examined, affected, text } of rows)
        print(
          `  ${[ms, cpu, times, examined, affected].map((cell) => String(cell).padStart(9)).join('')}  ${String(text)}`,
        );
    },
  };
}
