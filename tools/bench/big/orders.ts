// The table that is changed, the same on every server and for every peer: rows of some 120 bytes, two secondary indexes, one of them on a
// column that the UPDATE changes. Of eleven rows ten match.
import type { Connection, RowDataPacket } from 'mysql2/promise';

export const schema = 'bench';
export type Operation = 'update' | 'delete';

/** The UPDATE changes every row that matches each time that it runs. */
export const condition = 'region = 1';
const heads: Record<Operation, string> = {
  update: "UPDATE orders SET status = IF(status = 'paid', 'shipped', 'paid')",
  delete: 'DELETE FROM orders',
};

export const statementOf = (operation: Operation): string => `${heads[operation]} WHERE ${condition}`;

/** The same of one range of keys; `above` null: from the first. */
export function chunkOf(operation: Operation, above: string | null, upTo: string): string {
  const from = above === null ? '' : `id > ${above} AND `;
  return `${heads[operation]} WHERE (${condition}) AND (${from}id <= ${upTo})`;
}

const columns = `(
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  region TINYINT NOT NULL,
  customer_id INT NOT NULL,
  status VARCHAR(20) NOT NULL,
  amount DECIMAL(12,2) NOT NULL,
  memo VARCHAR(200) NULL,
  created_at DATETIME(3) NOT NULL,
  updated_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  KEY by_customer (customer_id),
  KEY by_status (status)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`;

/** `orders` and its copy `pristine`, so that `rows` of them match. */
export async function fill(connection: Connection, rows: number): Promise<void> {
  const total = Math.floor((rows * 11) / 10);
  await connection.query(`DROP TABLE IF EXISTS orders, pristine, thousand`);
  await connection.query(`CREATE TABLE thousand (n INT NOT NULL PRIMARY KEY)`);
  await connection.query('INSERT INTO thousand VALUES ?', [Array.from({ length: 1_000 }, (_, n) => [n])]);
  await connection.query(`CREATE TABLE pristine ${columns}`);
  const perInsert = 100_000;
  for (let from = 0; from < total; from += perInsert) {
    const upTo = Math.min(total, from + perInsert);
    await connection.query(
      `INSERT INTO pristine (id, region, customer_id, status, amount, memo, created_at, updated_at)
       SELECT n, n % 11 <> 0, n * 7919 % 50000, ELT(1 + n % 3, 'paid', 'shipped', 'paid'), n % 100000 / 7,
         IF(n % 5 = 0, NULL, CONCAT('order ', n, ' left at the door')), '2024-01-01' + INTERVAL n SECOND, '2026-01-01 00:00:00'
       FROM (SELECT ${from + 1} + t.n * 1000 + o.n AS n FROM thousand t CROSS JOIN thousand o WHERE t.n < 100) numbers
       WHERE n <= ${upTo} ORDER BY n`,
    );
  }
  await connection.query(`CREATE TABLE orders ${columns}`);
  await connection.query('INSERT INTO orders SELECT * FROM pristine');
  await connection.query('ANALYZE TABLE orders');
}

/** After a DELETE that nothing put back. */
export async function refill(connection: Connection): Promise<void> {
  await connection.query(`INSERT INTO orders SELECT * FROM pristine WHERE ${condition}`);
}

export async function checksum(connection: Connection): Promise<string> {
  const [[row]] = await connection.query<RowDataPacket[]>('CHECKSUM TABLE orders');
  return String(row?.['Checksum']);
}

/** Until what earlier runs left to InnoDB is cleared away, so that no run pays for another; a minute at most. */
export async function settle(connection: Connection): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const [[row]] = await connection.query<RowDataPacket[]>(`SHOW ENGINE INNODB STATUS`);
    const length = /History list length (\d+)/.exec(String(row?.['Status']))?.[1];
    if (Number(length) < 100) return;
    await new Promise((done) => setTimeout(done, 200));
  }
}
