// The tables with the columns that the generator fills, in an order in which parents come first. Columns that are not
// named (generated ones) follow from the others.
import { catalogTables } from './catalog.ts';
import { customerTables } from './customers.ts';
import { orderTables } from './orders.ts';
import { stockTables } from './stock.ts';

export interface DemoTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly ddl: string;
}

export const demoTables: readonly DemoTable[] = [...catalogTables, ...customerTables, ...orderTables, ...stockTables];

/** What stands beside the tables; made after the rows, so that the trigger does not fire for them. */
export const demoRoutines: readonly string[] = [
  `CREATE TRIGGER stock_moved AFTER UPDATE ON stock FOR EACH ROW
     INSERT INTO stock_movements (warehouse_id, product_id, delta, moved_at)
     SELECT NEW.warehouse_id, NEW.product_id, CAST(NEW.quantity AS SIGNED) - CAST(OLD.quantity AS SIGNED), NOW(6)
     FROM DUAL WHERE NEW.quantity <> OLD.quantity`,
  `CREATE VIEW paid_orders AS
     SELECT id, customer_id, total, paid_at FROM orders WHERE status IN ('paid', 'packed', 'shipped', 'delivered')`,
];
