import type { Connection, RowDataPacket } from 'mysql2/promise';

import { createScratchSchema, openAdmin, testServers, type ScratchSchema } from './index.js';

describe.each(testServers())('a scratch schema on $name', (server) => {
  let admin: Connection;
  let scratch: ScratchSchema;

  beforeAll(async () => {
    admin = await openAdmin(server);
    scratch = await createScratchSchema(admin);
  });

  afterAll(() => admin.end());

  it('is selected, takes tables, and is gone after drop', async () => {
    await admin.query('CREATE TABLE t (id INT PRIMARY KEY)');
    const where = async (): Promise<number> => {
      const [rows] = await admin.query<RowDataPacket[]>(
        'SELECT 1 FROM information_schema.tables WHERE table_schema = ?',
        [scratch.name],
      );
      return rows.length;
    };
    expect(await where()).toBe(1);
    await scratch.drop();
    expect(await where()).toBe(0);
  });

  it('stands on a server that is set as in production', async () => {
    const [rows] = await admin.query<RowDataPacket[]>(
      'SELECT @@innodb_flush_log_at_trx_commit AS flush, @@log_bin AS binlog, @@binlog_format AS format, @@max_digest_length AS digest, @@performance_schema AS ps',
    );
    expect(rows[0]).toEqual({ flush: 1, binlog: 1, format: 'ROW', digest: 1_048_576, ps: 1 });
  });
});
