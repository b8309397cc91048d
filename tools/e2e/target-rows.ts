// What the demo target holds, byte for byte, read past the product with the administrator's account.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import mysql from 'mysql2/promise';

export interface Target {
  /** Every row of a table as hexadecimal cells, all columns (invisible ones too), in the order of the key. */
  rows(table: string, condition: string): Promise<readonly string[]>;
  /** SHOW CREATE TABLE without the next id. */
  definition(table: string): Promise<string>;
  run(sql: string): Promise<void>;
  end(): Promise<void>;
}

export async function openTarget(stateFolder: string): Promise<Target> {
  const environment = JSON.parse(readFileSync(join(stateFolder, 'portal-environment.json'), 'utf8')) as Record<
    string,
    string
  >;
  const uri = environment['SLUICE_DEMO_MYSQL_ADMIN_URL'];
  if (uri === undefined) throw new Error('the portal has no demo target');
  const connection = await mysql.createConnection({ uri, database: 'shop', supportBigNumbers: true });
  await connection.query(`SET time_zone = '+00:00', sql_mode = ''`);
  return {
    async rows(table, condition) {
      const [columns] = await connection.query<mysql.RowDataPacket[]>(
        `SELECT column_name AS name FROM information_schema.columns
          WHERE table_schema = 'shop' AND table_name = ? ORDER BY ordinal_position`,
        [table],
      );
      const cells = columns.map(({ name }) => `IFNULL(HEX(CAST(\`${String(name)}\` AS BINARY)), 'NULL')`);
      const [rows] = await connection.query<mysql.RowDataPacket[]>(
        `SELECT CONCAT_WS(',', ${cells.join(', ')}) AS cells FROM \`${table}\` WHERE ${condition} ORDER BY 1`,
      );
      return rows.map((row) => String(row['cells']));
    },
    async definition(table) {
      const [rows] = await connection.query({ sql: `SHOW CREATE TABLE \`${table}\``, rowsAsArray: true });
      return ((rows as unknown as string[][])[0]?.[1] ?? '').replace(/ AUTO_INCREMENT=\d+/, '');
    },
    async run(sql) {
      await connection.query(sql);
    },
    end: () => connection.end(),
  };
}
