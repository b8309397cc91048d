// Processor time of a server on this machine (Linux only): unlike the clock, it hardly depends on what else the machine does.
import { readFileSync } from 'node:fs';
import type { Connection, RowDataPacket } from 'mysql2/promise';

/** Linux counts in hundredths of a second wherever Debian runs. */
const millisecondsPerTick = 10;

/** Reads milliseconds, all threads, user and system; undefined where they can't be read. */
export type ServerCpu = () => number | undefined;

export async function serverCpu(connection: Connection): Promise<ServerCpu> {
  const [[row]] = await connection.query<RowDataPacket[]>('SELECT @@pid_file AS file');
  try {
    const pid = readFileSync(String(row?.['file']), 'utf8').trim();
    return () => {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // Field 2 is the name in brackets; 14 and 15 are the times.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return (Number(fields[11]) + Number(fields[12])) * millisecondsPerTick;
    };
  } catch {
    return () => undefined;
  }
}
