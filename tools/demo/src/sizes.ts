// How many rows there are of what is counted; the other tables follow from these.

export interface Sizes {
  readonly products: number;
  readonly customers: number;
  readonly coupons: number;
  readonly orders: number;
  readonly carts: number;
  readonly reviews: number;
  readonly stockMovements: number;
  readonly searches: number;
}

const whole: Sizes = {
  products: 6_000,
  customers: 20_000,
  coupons: 300,
  orders: 50_000,
  carts: 12_000,
  reviews: 15_000,
  stockMovements: 3_000,
  searches: 3_000,
};

/** Scale 1 is the whole shop (about 300,000 rows); no table gets fewer than ten. */
export function sizesAt(scale: number): Sizes {
  const scaled = Object.entries(whole).map(([name, count]) => [name, Math.max(10, Math.round(count * scale))]);
  return Object.fromEntries(scaled) as Record<keyof Sizes, number>;
}
