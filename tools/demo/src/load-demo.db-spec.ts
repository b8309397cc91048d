import { createScratchSchema, openAdmin, testServers, type ScratchSchema } from '@sluice/testing';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { DemoSchemaTaken, loadDemo } from './load-demo.ts';
import { paymentOutage } from './rows/orders.ts';
import { demoTables } from './schema/tables.ts';

const scale = 0.02;

describe.each(testServers())('the demo on $name', (server) => {
  let connection: Connection;
  let scratch: ScratchSchema;
  const load = () => loadDemo(connection, { scale, schema: scratch.name });
  const ask = async (sql: string, values: unknown[] = []): Promise<RowDataPacket[]> => {
    const [rows] = await connection.query<RowDataPacket[]>(sql, values);
    return rows;
  };

  beforeAll(async () => {
    connection = await openAdmin(server, { dateStrings: true });
    scratch = await createScratchSchema(connection);
    await load();
  });
  afterAll(async () => {
    await scratch.drop();
    await connection.end();
  });

  it('is loaded once', async () => {
    expect(await load()).toBe(0);
  });

  it('is made anew, and equal, when it is half-made', async () => {
    const checksums = () => ask(`CHECKSUM TABLE ${demoTables.map((table) => table.name).join(', ')}`);
    const before = await checksums();
    await ask('DELETE FROM demo_version');
    await ask('DELETE FROM order_items WHERE line_no > 1');
    await ask('COMMIT');
    expect(await load()).toBeGreaterThan(5_000);
    expect(await checksums()).toEqual(before);
  });

  it('leaves a schema alone that it did not make', async () => {
    const foreign = await createScratchSchema(connection);
    await ask('CREATE TABLE precious (id INT PRIMARY KEY)');
    await expect(loadDemo(connection, { scale, schema: foreign.name })).rejects.toThrow(DemoSchemaTaken);
    expect(await ask('SHOW TABLES')).toHaveLength(1);
    await foreign.drop();
    await ask('USE ??', [scratch.name]);
  });

  it('has no child without its parent', async () => {
    const keys = await ask(
      `SELECT TABLE_NAME AS child, REFERENCED_TABLE_NAME AS parent,
              GROUP_CONCAT(COLUMN_NAME) AS columns, GROUP_CONCAT(REFERENCED_COLUMN_NAME) AS parentColumns
       FROM information_schema.KEY_COLUMN_USAGE
       WHERE TABLE_SCHEMA = ? AND REFERENCED_TABLE_NAME IS NOT NULL GROUP BY CONSTRAINT_NAME, child, parent`,
      [scratch.name],
    );
    expect(keys.length).toBeGreaterThanOrEqual(14);
    for (const key of keys) {
      const [orphans] = await ask(
        'SELECT COUNT(*) AS count FROM ?? AS c LEFT JOIN ?? AS p ON p.?? = c.?? WHERE c.?? IS NOT NULL AND p.?? IS NULL',
        [key['child'], key['parent'], key['parentColumns'], key['columns'], key['columns'], key['parentColumns']],
      );
      expect({ ...key, ...orphans }).toMatchObject({ count: 0 });
    }
  });

  it('has the awkward things that a real shop has', async () => {
    const [found] = await ask(
      `SELECT
         (SELECT COUNT(*) FROM customers WHERE CAST(born_on AS CHAR) = '0000-00-00') AS zeroDates,
         (SELECT COUNT(*) FROM orders WHERE memo LIKE '%🙏%') AS emoji,
         (SELECT COUNT(*) FROM products WHERE thumbnail IS NOT NULL AND weight_kg <> ROUND(weight_kg, 2)) AS awkward,
         (SELECT COUNT(*) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND EXTRA LIKE '%VIRTUAL GEN%') AS virtualColumns,
         (SELECT COUNT(*) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND EXTRA LIKE '%STORED GEN%') AS storedColumns,
         (SELECT COUNT(*) FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()) AS triggers`,
    );
    for (const [name, count] of Object.entries(found ?? {})) expect([name, Number(count) > 0]).toEqual([name, true]);
    expect(Object.keys(found ?? {})).toHaveLength(6);
  });

  it('holds the orders of the payment outage, and no other paid order in that hour', async () => {
    const stuck = await ask(
      `SELECT extra ->> '$.gateway' AS gateway FROM orders WHERE status = 'paid' AND paid_at >= ? AND paid_at < ?`,
      [paymentOutage.from, paymentOutage.to],
    );
    expect(stuck).toHaveLength(paymentOutage.orders);
    expect(new Set(stuck.map((row) => String(row['gateway'])))).toEqual(new Set(['timeout']));
  });

  it('journals changed stock by its trigger', async () => {
    const count = async () => Number((await ask('SELECT COUNT(*) AS count FROM stock_movements'))[0]?.['count']);
    const before = await count();
    await ask('UPDATE stock SET quantity = quantity + 1 WHERE product_id = 1');
    expect(await count()).toBe(before + 2);
    await ask('ROLLBACK');
  });
});
