import { join } from 'node:path';
import type { RowDataPacket } from 'mysql2/promise';
import type { MariaDb } from '../mariadb-server.ts';
import { schema, statementOf } from '../orders.ts';
import type { Peer, Work } from '../peer.ts';
import { runProgram } from '../programs.ts';

/** The change alone, on MariaDB; back by its row events turned round. The binlog is there anyway. */
export function flashback({ programs, socket, binlogFolder }: MariaDb, file: string): Peer {
  let start = { file: '', position: '' };
  const position = async ({ connection }: Work): Promise<typeof start> => {
    const [[row]] = await connection.query<RowDataPacket[]>('SHOW MASTER STATUS');
    return { file: String(row?.['File']), position: String(row?.['Position']) };
  };
  return {
    name: 'MariaDB: DML, mariadb-binlog --flashback',
    async prepare(work) {
      // One change a file: the program reads a file to its end.
      await work.connection.query('FLUSH BINARY LOGS');
      start = await position(work);
    },
    async change({ connection, operation }) {
      await connection.query(statementOf(operation));
    },
    async back(work) {
      const { position: end } = await position(work);
      await runProgram({
        program: programs.command('usr/bin/mariadb-binlog'),
        arguments: [
          '--no-defaults',
          '--flashback',
          `--database=${schema}`,
          '--table=orders',
          `--start-position=${start.position}`,
          `--stop-position=${end}`,
          join(binlogFolder, start.file),
        ],
        output: file,
      });
      await runProgram({
        program: programs.command('usr/bin/mariadb'),
        arguments: ['--no-defaults', `--socket=${socket}`, '--user=root', '--max-allowed-packet=1G', schema],
        input: file,
      });
    },
  };
}
