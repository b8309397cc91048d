// What the shop sells. A category's code cascades to its products when it changes.
import type { DemoTable } from './tables.ts';

export const catalogTables: readonly DemoTable[] = [
  {
    name: 'categories',
    columns: ['code', 'parent_code', 'name', 'position'],
    ddl: `CREATE TABLE categories (
      code VARCHAR(32) NOT NULL,
      parent_code VARCHAR(32) NULL,
      name VARCHAR(80) NOT NULL,
      position SMALLINT UNSIGNED NOT NULL DEFAULT 0,
      PRIMARY KEY (code),
      CONSTRAINT categories_parent FOREIGN KEY (parent_code) REFERENCES categories (code) ON DELETE SET NULL
    )`,
  },
  {
    name: 'products',
    columns: [
      ...['id', 'sku', 'category_code', 'name', 'status', 'labels', 'price', 'tax_rate', 'weight_kg', 'rating'],
      ...['flags', 'attributes', 'thumbnail', 'launched_on', 'supplier_note', 'created_at', 'updated_at'],
    ],
    ddl: `CREATE TABLE products (
      id INT UNSIGNED NOT NULL AUTO_INCREMENT,
      sku CHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      category_code VARCHAR(32) NOT NULL,
      name VARCHAR(120) NOT NULL,
      status ENUM('draft', 'on sale', 'sold out', 'retired') NOT NULL DEFAULT 'draft',
      labels SET('new', 'best', 'eco', 'gift', 'cold chain') NOT NULL DEFAULT '',
      price DECIMAL(12,2) NOT NULL,
      tax_rate DECIMAL(4,3) NOT NULL DEFAULT 0.100,
      price_with_tax DECIMAL(14,2) GENERATED ALWAYS AS (ROUND(price * (1 + tax_rate), 2)) STORED,
      weight_kg FLOAT NULL,
      rating DOUBLE NULL,
      flags BIT(8) NOT NULL DEFAULT b'0',
      attributes JSON NOT NULL,
      colour VARCHAR(40) GENERATED ALWAYS AS (attributes ->> '$.colour') VIRTUAL,
      thumbnail BLOB NULL,
      launched_on DATE NOT NULL DEFAULT '0000-00-00',
      supplier_note VARCHAR(200) NULL /*!80023 INVISIBLE */,
      created_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
      updated_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
      PRIMARY KEY (id),
      UNIQUE KEY products_sku (sku),
      KEY products_category (category_code, status),
      KEY products_colour (colour),
      CONSTRAINT products_category FOREIGN KEY (category_code) REFERENCES categories (code) ON UPDATE CASCADE
    )`,
  },
  {
    name: 'product_translations',
    columns: ['product_id', 'locale', 'name', 'description'],
    ddl: `CREATE TABLE product_translations (
      product_id INT UNSIGNED NOT NULL,
      locale CHAR(5) CHARACTER SET ascii NOT NULL,
      name VARCHAR(120) NOT NULL,
      description TEXT NOT NULL,
      PRIMARY KEY (product_id, locale),
      CONSTRAINT translations_product FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE
    )`,
  },
];
