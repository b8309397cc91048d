import { createRandom } from '../random.ts';
import type { Sizes } from '../sizes.ts';
import { closed, date, day, money, opened, timestamp, type DemoRow } from '../values.ts';
import { categories, colours, makers, qualities, things } from '../words.ts';

/** Price in cents; a pure function of the product, so that orders know it without reading the table. */
export function priceOf(product: number): number {
  return (((product * 7_919) % 1_490) + 10) * 10_000 - (product % 3 === 0 ? 10 : 0);
}

/** Every fourth product weighs an amount that no short decimal text holds: FLOAT keeps its own bits. */
export function* catalogRows(sizes: Sizes): Generator<DemoRow> {
  for (const [position, [code, parent, name]] of categories.entries()) {
    yield { table: 'categories', values: [code, parent, name, position] };
  }
  const random = createRandom('products');
  const leaves = categories.filter(([, parent]) => parent !== null).map(([code]) => code);
  for (let id = 1; id <= sizes.products; id++) {
    const thing = random.pick(things);
    const quality = random.pick(qualities);
    const created = random.integer(opened, closed);
    const attributes = {
      colour: random.pick(colours),
      maker: random.pick(makers),
      size: random.chance(0.3) ? { w: random.integer(5, 120), h: random.fraction() * 80 } : null,
      tags: random.chance(0.5) ? [quality[0], thing[1]] : [],
      ratio: random.chance(0.5) ? 1.0 : 0.1,
    };
    yield {
      table: 'products',
      values: [
        id,
        `SKU${String(id).padStart(7, '0')}`,
        leaves[id % leaves.length] ?? 'living',
        `${quality[0]} ${thing[0]}`,
        random.pick(['draft', 'on sale', 'on sale', 'on sale', 'sold out', 'retired']),
        random.pick(['', '', 'new', 'best', 'new,eco', 'eco,gift', 'cold chain', 'best,gift']),
        money(priceOf(id)),
        random.pick(['0.100', '0.100', '0.000', '0.005']),
        random.chance(0.1) ? null : id % 4 === 0 ? random.fraction() * 30 : random.integer(1, 80) / 4,
        random.chance(0.2) ? null : 1 + random.fraction() * 4,
        random.integer(0, 255),
        JSON.stringify(attributes),
        random.chance(0.2) ? random.bytes(random.integer(0, 60)) : null,
        random.chance(0.05) ? '0000-00-00' : date(created - 30 * day),
        random.chance(0.3) ? `${random.pick(makers)} / 원가 ${String(random.integer(40, 70))}%` : null,
        timestamp(created, random.integer(0, 999)),
        timestamp(random.integer(created, closed), random.integer(0, 999)),
      ],
    };
    for (const [locale, language] of [
      ['ko-KR', 0],
      ['en-US', 1],
    ] as const) {
      const name = `${quality[language]} ${thing[language]}`;
      const description = language === 0 ? `${name}입니다. 오늘 주문하면 내일 도착! 🚚` : `A ${name}. Order today 🚚`;
      yield { table: 'product_translations', values: [id, locale, name, description] };
    }
  }
}
