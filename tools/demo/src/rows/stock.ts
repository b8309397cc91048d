import { createRandom } from '../random.ts';
import type { Sizes } from '../sizes.ts';
import { closed, opened, timestamp, type DemoRow } from '../values.ts';
import { searchWords } from '../words.ts';

const warehouses = [
  ['이천 물류센터', 2012, '06:00:00'],
  ['김포 신선센터', 2018, '00:00:00'],
  ['부산 물류센터', 2015, '07:30:00'],
  ['광주 물류센터', 2021, '07:00:00'],
] as const;

export function* stockRows(sizes: Sizes): Generator<DemoRow> {
  const random = createRandom('stock');
  for (const [index, [name, year, opens]] of warehouses.entries()) {
    yield { table: 'warehouses', values: [index + 1, name, year, opens] };
  }
  for (let product = 1; product <= sizes.products; product++) {
    for (const warehouse of [(product % 2) + 1, (product % 2) + 3]) {
      const quantity = random.integer(0, 900);
      const counted = timestamp(random.integer(opened, closed), random.integer(0, 999));
      yield {
        table: 'stock',
        values: [
          warehouse,
          product,
          quantity,
          random.integer(0, Math.min(20, quantity)),
          random.chance(0.1) ? '0000-00-00 00:00:00.000000' : counted,
        ],
      };
    }
  }
  for (let number = 0; number < sizes.stockMovements; number++) {
    const product = random.integer(1, sizes.products);
    const moved = timestamp(random.integer(opened, closed), random.integer(0, 999));
    yield { table: 'stock_movements', values: [(product % 2) + 1, product, random.integer(-50, 50), moved] };
  }
  for (let number = 0; number < sizes.searches; number++) {
    const searched = timestamp(random.integer(opened, closed), random.integer(0, 999));
    yield { table: 'search_log', values: [searched, random.pick(searchWords), random.integer(0, 400)] };
  }
}
