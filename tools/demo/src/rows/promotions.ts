// Coupons, carts and reviews: what customers hold and say.
import { createRandom } from '../random.ts';
import type { Sizes } from '../sizes.ts';
import { closed, day, money, opened, timestamp, type DemoRow } from '../values.ts';
import { reviewBodies } from '../words.ts';

export function couponCode(number: number): string {
  return `${['WELCOME', 'SPRING', 'Chuseok', 'VIP', '감사'][number % 5] ?? 'WELCOME'}-${String(number).padStart(4, '0')}`;
}

export function* promotionRows(sizes: Sizes): Generator<DemoRow> {
  yield* couponRows(sizes);
  yield* cartRows(sizes);
  yield* reviewRows(sizes);
}

function* couponRows(sizes: Sizes): Generator<DemoRow> {
  const random = createRandom('coupons');
  for (let number = 1; number <= sizes.coupons; number++) {
    const kind = random.pick(['amount', 'percent', 'shipping']);
    const starts = random.integer(opened, closed - 30 * day);
    yield {
      table: 'coupons',
      values: [
        couponCode(number),
        `${['첫 구매', '봄맞이', '한가위', '우수 고객', '감사'][number % 5] ?? '첫 구매'} 쿠폰 🎟️`,
        kind,
        kind === 'amount' ? money(random.integer(1, 30) * 100_000) : null,
        kind === 'percent' ? random.pick([5, 7.5, 10, 33.3]) : null,
        money(random.integer(0, 10) * 500_000),
        random.chance(0.3) ? null : random.integer(0, 5_000),
        random.chance(0.3) ? JSON.stringify({ tier: random.pick(['gold', 'vip']), once: random.chance(0.5) }) : null,
        timestamp(starts).slice(0, 19),
        // Zero: never ends.
        random.chance(0.3) ? '0000-00-00 00:00:00' : timestamp(starts + random.integer(7, 200) * day).slice(0, 19),
      ],
    };
  }
}

function* cartRows(sizes: Sizes): Generator<DemoRow> {
  const random = createRandom('carts');
  const devices = ['web', 'app', 'kiosk'];
  for (let number = 0; number < Math.min(sizes.carts, sizes.customers * devices.length); number++) {
    const items = Array.from({ length: random.integer(0, 5) }, () => ({
      product: random.integer(1, sizes.products),
      quantity: random.integer(1, 3),
    }));
    yield {
      table: 'carts',
      values: [
        (number % sizes.customers) + 1,
        devices[Math.floor(number / sizes.customers)] ?? 'web',
        JSON.stringify(items),
        random.chance(0.1) ? couponCode(random.integer(1, sizes.coupons)) : null,
        timestamp(random.integer(opened, closed), random.integer(0, 999)),
      ],
    };
  }
}

function* reviewRows(sizes: Sizes): Generator<DemoRow> {
  const random = createRandom('reviews');
  for (let number = 0; number < sizes.reviews; number++) {
    // Product and customer number together never repeat below products x customers reviews.
    const product = (number % sizes.products) + 1;
    const customer = ((Math.floor(number / sizes.products) * 97 + product * 31) % sizes.customers) + 1;
    yield {
      table: 'reviews',
      values: [
        product,
        customer,
        random.pick([1, 2, 3, 4, 4, 5, 5, 5]),
        random.pick(reviewBodies),
        random.chance(0.1) ? random.bytes(random.integer(20, 400)) : null,
        random.fraction(),
        timestamp(random.integer(opened, closed), random.integer(0, 999)),
      ],
    };
  }
}
