// What was bought. `orders` has no trigger and nothing that cascades when it is updated, and no index on its status:
// the first change that most people file here is an UPDATE of it.
import type { DemoTable } from './tables.ts';

export const orderTables: readonly DemoTable[] = [
  {
    name: 'orders',
    columns: [
      ...['id', 'customer_id', 'coupon_code', 'status', 'channel', 'currency', 'items_total', 'discount'],
      ...['shipping_fee', 'gift', 'memo', 'extra', 'ordered_at', 'paid_at', 'updated_at'],
    ],
    ddl: `CREATE TABLE orders (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
      customer_id INT UNSIGNED NOT NULL,
      coupon_code VARCHAR(24) NULL,
      status ENUM('pending', 'paid', 'packed', 'shipped', 'delivered', 'cancelled', 'refunded') NOT NULL DEFAULT 'pending',
      channel ENUM('web', 'app', 'store') NOT NULL DEFAULT 'web',
      currency CHAR(3) CHARACTER SET ascii NOT NULL DEFAULT 'KRW',
      items_total DECIMAL(14,2) NOT NULL,
      discount DECIMAL(12,2) NOT NULL DEFAULT 0.00,
      shipping_fee DECIMAL(8,2) NOT NULL DEFAULT 0.00,
      total DECIMAL(14,2) GENERATED ALWAYS AS (items_total - discount + shipping_fee) STORED,
      gift BIT(1) NOT NULL DEFAULT b'0',
      memo VARCHAR(300) NULL,
      extra JSON NULL,
      ordered_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
      paid_at TIMESTAMP(6) NULL,
      updated_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
      PRIMARY KEY (id),
      KEY orders_customer (customer_id, ordered_at),
      CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id),
      CONSTRAINT orders_coupon FOREIGN KEY (coupon_code) REFERENCES coupons (code)
    )`,
  },
  {
    name: 'order_items',
    columns: ['order_id', 'line_no', 'product_id', 'quantity', 'unit_price', 'options'],
    ddl: `CREATE TABLE order_items (
      order_id BIGINT UNSIGNED NOT NULL,
      line_no TINYINT UNSIGNED NOT NULL,
      product_id INT UNSIGNED NOT NULL,
      quantity SMALLINT UNSIGNED NOT NULL,
      unit_price DECIMAL(12,2) NOT NULL,
      line_total DECIMAL(14,2) GENERATED ALWAYS AS (quantity * unit_price) VIRTUAL,
      options JSON NULL,
      PRIMARY KEY (order_id, line_no),
      KEY items_product (product_id),
      CONSTRAINT items_order FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE,
      CONSTRAINT items_product FOREIGN KEY (product_id) REFERENCES products (id)
    )`,
  },
  {
    name: 'payments',
    columns: [
      ...['id', 'order_id', 'method', 'amount', 'fee_rate', 'status', 'provider_reference', 'provider_answer'],
      ...['receipt', 'captured_at'],
    ],
    ddl: `CREATE TABLE payments (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
      order_id BIGINT UNSIGNED NOT NULL,
      method ENUM('card', 'kakaopay', 'naverpay', 'bank', 'points') NOT NULL,
      amount DECIMAL(14,2) NOT NULL,
      fee_rate DOUBLE NOT NULL DEFAULT 0,
      status ENUM('authorised', 'captured', 'failed', 'refunded') NOT NULL,
      provider_reference VARBINARY(16) NOT NULL,
      provider_answer JSON NULL,
      receipt BLOB NULL,
      captured_at TIMESTAMP(6) NULL,
      PRIMARY KEY (id),
      UNIQUE KEY payments_reference (provider_reference),
      KEY payments_order (order_id),
      CONSTRAINT payments_order FOREIGN KEY (order_id) REFERENCES orders (id)
    )`,
  },
  {
    name: 'refunds',
    columns: ['payment_id', 'refund_no', 'amount', 'reason', 'approved', 'settled_on', 'fiscal_year', 'created_at'],
    ddl: `CREATE TABLE refunds (
      payment_id BIGINT UNSIGNED NOT NULL,
      refund_no TINYINT UNSIGNED NOT NULL,
      amount DECIMAL(14,2) NOT NULL,
      reason VARCHAR(200) NOT NULL,
      approved BIT(1) NOT NULL DEFAULT b'0',
      settled_on DATE NOT NULL DEFAULT '0000-00-00',
      fiscal_year YEAR NOT NULL,
      created_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
      PRIMARY KEY (payment_id, refund_no),
      CONSTRAINT refunds_payment FOREIGN KEY (payment_id) REFERENCES payments (id)
    )`,
  },
];
