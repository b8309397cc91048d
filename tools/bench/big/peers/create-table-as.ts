import { condition, statementOf } from '../orders.ts';
import type { Peer } from '../peer.ts';

/** What a careful DBA does by hand: a copy of the rows first, nothing compared. */
export const createTableAs: Peer = {
  name: 'CREATE TABLE AS SELECT + DML',
  async prepare({ connection }) {
    await connection.query('DROP TABLE IF EXISTS orders_copy');
  },
  async change({ connection, operation }) {
    await connection.query(`CREATE TABLE orders_copy AS SELECT * FROM orders WHERE ${condition}`);
    await connection.query(statementOf(operation));
  },
  async back({ connection, operation }) {
    // Without a key, the copy can only be read from its beginning to its end.
    const sql =
      operation === 'delete'
        ? 'INSERT INTO orders SELECT * FROM orders_copy'
        : 'UPDATE orders_copy c STRAIGHT_JOIN orders o ON o.id = c.id SET o.status = c.status, o.updated_at = c.updated_at';
    await connection.query(sql);
  },
};
