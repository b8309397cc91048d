// Orders with their items, payments and refunds, in the order of their time.
import { createRandom, type Random } from '../random.ts';
import type { Sizes } from '../sizes.ts';
import { closed, date, day, minute, money, opened, timestamp, type DemoRow } from '../values.ts';
import { memos, refundReasons } from '../words.ts';
import { priceOf } from './catalog.ts';
import { couponCode } from './promotions.ts';

const firstOrderId = 50_001;
const outageStart = Date.UTC(2026, 5, 22, 3);

/**
 * The night on which the payment gateway hung: its 42 orders (fewer in a small shop) were charged and never went on.
 * They are the only ones with status `paid` whose `paid_at` lies in this hour (UTC).
 */
export const paymentOutage = { from: '2026-06-22 03:00:00', to: '2026-06-22 04:00:00', orders: 42 } as const;

export function* orderRows(sizes: Sizes): Generator<DemoRow> {
  const random = createRandom('orders');
  const stuckFrom = Math.floor(sizes.orders * 0.8042);
  const stuckCount = Math.min(paymentOutage.orders, Math.floor(sizes.orders / 20));
  for (let index = 0; index < sizes.orders; index++) {
    const place = (index - stuckFrom) / 3;
    const stuck = Number.isInteger(place) && place >= 0 && place < stuckCount ? place : undefined;
    yield* oneOrder(random, sizes, index, stuck);
  }
}

/** `stuck`: the order's number among those of the outage. */
function* oneOrder(random: Random, sizes: Sizes, index: number, stuck: number | undefined): Generator<DemoRow> {
  const id = firstOrderId + index;
  const usual = opened + ((closed - opened - day) * index) / sizes.orders;
  const ordered = Math.floor(stuck === undefined ? usual : outageStart + (8 + stuck) * minute);
  const drawn = random.pick([
    'pending',
    'paid',
    'packed',
    'shipped',
    'delivered',
    'delivered',
    'delivered',
    'cancelled',
    'refunded',
  ]);
  const status = stuck === undefined ? drawn : 'paid';
  const isPaid = status !== 'pending' && status !== 'cancelled';
  const paid = stuck === undefined ? outsideOutage(ordered + random.integer(1, 20) * minute) : ordered + 2 * minute;

  let itemsTotal = 0;
  const lines = random.pick([1, 1, 1, 2, 2, 3, 5]);
  for (let line = 1; line <= lines; line++) {
    const product = random.integer(1, sizes.products);
    const quantity = random.pick([1, 1, 1, 2, 3]);
    itemsTotal += quantity * priceOf(product);
    const options = random.chance(0.1) ? JSON.stringify({ engraving: '사랑해요 ❤️', wrap: random.chance(0.5) }) : null;
    yield { table: 'order_items', values: [id, line, product, quantity, money(priceOf(product)), options] };
  }
  const withCoupon = random.chance(0.2);
  const discount = withCoupon ? Math.min(itemsTotal, random.integer(1, 10) * 100_000) : 0;
  const shippingFee = itemsTotal >= 5_000_000 ? 0 : 300_000;
  yield {
    table: 'orders',
    values: [
      id,
      random.integer(1, sizes.customers),
      withCoupon ? couponCode(random.integer(1, sizes.coupons)) : null,
      status,
      random.pick(['web', 'app', 'app', 'store']),
      'KRW',
      money(itemsTotal),
      money(discount),
      money(shippingFee),
      random.chance(0.05) ? 1 : 0,
      random.chance(0.3) ? random.pick(memos) : null,
      stuck === undefined ? null : JSON.stringify({ gateway: 'timeout', retries: 3, waited: 30.0 }),
      timestamp(ordered, random.integer(0, 999)),
      isPaid ? timestamp(paid, random.integer(0, 999)) : null,
      timestamp(isPaid ? paid : ordered, random.integer(0, 999)),
    ],
  };
  if (isPaid) yield* paymentOf(random, id, itemsTotal - discount + shippingFee, paid, status === 'refunded');
}

function* paymentOf(random: Random, order: number, cents: number, at: number, refunded: boolean): Generator<DemoRow> {
  const method = random.pick(['card', 'card', 'card', 'kakaopay', 'naverpay', 'bank', 'points']);
  const reference = random.bytes(16);
  // The first bytes are the order's number, so that no two references are equal.
  reference.writeUInt32BE(order, 0);
  yield {
    table: 'payments',
    values: [
      order,
      order,
      method,
      money(cents),
      random.pick([0, 0.029, 0.0315, 1 / 30]),
      refunded ? 'refunded' : 'captured',
      reference,
      method === 'card'
        ? JSON.stringify({ code: '0000', message: '정상 승인', installment: random.integer(0, 12) })
        : null,
      random.chance(0.1) ? random.bytes(random.integer(8, 64)) : null,
      timestamp(at, random.integer(0, 999)),
    ],
  };
  if (!refunded) return;
  const parts = random.chance(0.1) ? 2 : 1;
  for (let part = 1; part <= parts; part++) {
    const created = at + random.integer(1, 10) * day;
    yield {
      table: 'refunds',
      values: [
        order,
        part,
        money(part === 1 ? cents - Math.floor(cents / 2) * (parts - 1) : Math.floor(cents / 2)),
        random.pick(refundReasons),
        random.chance(0.8) ? 1 : 0,
        random.chance(0.1) ? '0000-00-00' : date(created + 3 * day),
        new Date(created).getUTCFullYear(),
        timestamp(created, random.integer(0, 999)),
      ],
    };
  }
}

function outsideOutage(time: number): number {
  const isInside = time >= outageStart && time < outageStart + 60 * minute;
  return isInside ? time + 60 * minute : time;
}
