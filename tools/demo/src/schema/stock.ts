// What lies in the warehouses. A trigger journals every change of `stock`; `search_log` has no key at all.
import type { DemoTable } from './tables.ts';

export const stockTables: readonly DemoTable[] = [
  {
    name: 'warehouses',
    columns: ['id', 'name', 'opened_in', 'opens_at'],
    ddl: `CREATE TABLE warehouses (
      id SMALLINT UNSIGNED NOT NULL,
      name VARCHAR(60) NOT NULL,
      opened_in YEAR NOT NULL,
      opens_at TIME NOT NULL,
      PRIMARY KEY (id)
    )`,
  },
  {
    name: 'stock',
    columns: ['warehouse_id', 'product_id', 'quantity', 'reserved', 'counted_at'],
    ddl: `CREATE TABLE stock (
      warehouse_id SMALLINT UNSIGNED NOT NULL,
      product_id INT UNSIGNED NOT NULL,
      quantity INT UNSIGNED NOT NULL,
      reserved INT UNSIGNED NOT NULL DEFAULT 0,
      available INT GENERATED ALWAYS AS (CAST(quantity AS SIGNED) - CAST(reserved AS SIGNED)) VIRTUAL,
      counted_at DATETIME(6) NOT NULL DEFAULT '0000-00-00 00:00:00.000000',
      PRIMARY KEY (warehouse_id, product_id),
      CONSTRAINT stock_warehouse FOREIGN KEY (warehouse_id) REFERENCES warehouses (id),
      CONSTRAINT stock_product FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE
    )`,
  },
  {
    name: 'stock_movements',
    columns: ['warehouse_id', 'product_id', 'delta', 'moved_at'],
    ddl: `CREATE TABLE stock_movements (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
      warehouse_id SMALLINT UNSIGNED NOT NULL,
      product_id INT UNSIGNED NOT NULL,
      delta INT NOT NULL,
      moved_at TIMESTAMP(6) NOT NULL,
      PRIMARY KEY (id),
      KEY movements_stock (warehouse_id, product_id, moved_at)
    )`,
  },
  {
    name: 'search_log',
    columns: ['searched_at', 'words', 'hits'],
    ddl: `CREATE TABLE search_log (
      searched_at TIMESTAMP(6) NOT NULL,
      words VARCHAR(120) NOT NULL,
      hits INT UNSIGNED NOT NULL,
      KEY searches_time (searched_at)
    )`,
  },
];
