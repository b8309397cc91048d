// Who buys. Deleting a customer takes addresses, carts and reviews along; orders hold the customer back.
import type { DemoTable } from './tables.ts';

export const customerTables: readonly DemoTable[] = [
  {
    name: 'customers',
    columns: [
      ...['id', 'email', 'name', 'nickname', 'phone', 'tier', 'points', 'born_on', 'marketing', 'latitude'],
      ...['longitude', 'risk_score', 'joined_at', 'last_seen_at'],
    ],
    ddl: `CREATE TABLE customers (
      id INT UNSIGNED NOT NULL AUTO_INCREMENT,
      email VARCHAR(160) NOT NULL,
      email_domain VARCHAR(160) GENERATED ALWAYS AS (SUBSTRING_INDEX(email, '@', -1)) VIRTUAL,
      name VARCHAR(60) NOT NULL,
      nickname VARCHAR(60) NULL,
      phone VARCHAR(20) NULL,
      tier ENUM('basic', 'silver', 'gold', 'vip') NOT NULL DEFAULT 'basic',
      points INT NOT NULL DEFAULT 0,
      born_on DATE NOT NULL DEFAULT '0000-00-00',
      marketing SET('email', 'sms', 'push') NOT NULL DEFAULT '',
      latitude DOUBLE NULL,
      longitude DOUBLE NULL,
      risk_score FLOAT NOT NULL DEFAULT 0 /*!80023 INVISIBLE */,
      joined_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
      last_seen_at DATETIME(3) NULL,
      PRIMARY KEY (id),
      UNIQUE KEY customers_email (email),
      KEY customers_tier (tier, points)
    )`,
  },
  {
    name: 'addresses',
    columns: ['customer_id', 'address_no', 'label', 'postcode', 'line1', 'line2', 'is_default'],
    ddl: `CREATE TABLE addresses (
      customer_id INT UNSIGNED NOT NULL,
      address_no TINYINT UNSIGNED NOT NULL,
      label VARCHAR(30) NOT NULL,
      postcode CHAR(5) NOT NULL,
      line1 VARCHAR(120) NOT NULL,
      line2 VARCHAR(120) NOT NULL DEFAULT '',
      is_default BOOL NOT NULL DEFAULT FALSE,
      PRIMARY KEY (customer_id, address_no),
      CONSTRAINT addresses_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE
    )`,
  },
  {
    name: 'coupons',
    columns: [
      ...['code', 'name', 'kind', 'amount', 'percent', 'minimum_total', 'uses_left', 'conditions', 'starts_at'],
      'ends_at',
    ],
    ddl: `CREATE TABLE coupons (
      code VARCHAR(24) NOT NULL,
      name VARCHAR(80) NOT NULL,
      kind ENUM('amount', 'percent', 'shipping') NOT NULL,
      amount DECIMAL(10,2) NULL,
      percent FLOAT NULL,
      minimum_total DECIMAL(12,2) NOT NULL DEFAULT 0.00,
      uses_left INT UNSIGNED NULL,
      conditions JSON NULL,
      starts_at DATETIME NOT NULL DEFAULT '0000-00-00 00:00:00',
      ends_at DATETIME NOT NULL DEFAULT '0000-00-00 00:00:00',
      PRIMARY KEY (code)
    )`,
  },
  {
    name: 'carts',
    columns: ['customer_id', 'device', 'items', 'coupon_code', 'updated_at'],
    ddl: `CREATE TABLE carts (
      customer_id INT UNSIGNED NOT NULL,
      device ENUM('web', 'app', 'kiosk') NOT NULL,
      items JSON NOT NULL,
      item_count INT UNSIGNED GENERATED ALWAYS AS (JSON_LENGTH(items)) STORED,
      coupon_code VARCHAR(24) NULL,
      updated_at DATETIME(6) NOT NULL,
      PRIMARY KEY (customer_id, device),
      CONSTRAINT carts_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE,
      CONSTRAINT carts_coupon FOREIGN KEY (coupon_code) REFERENCES coupons (code) ON DELETE SET NULL
    )`,
  },
  {
    name: 'reviews',
    columns: ['product_id', 'customer_id', 'rating', 'body', 'photo', 'helpful_ratio', 'written_at'],
    ddl: `CREATE TABLE reviews (
      product_id INT UNSIGNED NOT NULL,
      customer_id INT UNSIGNED NOT NULL,
      rating TINYINT UNSIGNED NOT NULL,
      body TEXT NOT NULL,
      photo MEDIUMBLOB NULL,
      helpful_ratio FLOAT NOT NULL DEFAULT 0,
      written_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
      PRIMARY KEY (product_id, customer_id),
      CONSTRAINT reviews_product FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE,
      CONSTRAINT reviews_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE,
      CONSTRAINT reviews_rating CHECK (rating BETWEEN 1 AND 5)
    )`,
  },
];
