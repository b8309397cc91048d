// The parts of the shop in the order of their loading: parents before children.
import type { Sizes } from '../sizes.ts';
import type { DemoRow } from '../values.ts';
import { catalogRows } from './catalog.ts';
import { customerRows } from './customers.ts';
import { orderRows } from './orders.ts';
import { promotionRows } from './promotions.ts';
import { stockRows } from './stock.ts';

export function demoRows(sizes: Sizes): readonly { readonly part: string; readonly rows: Iterable<DemoRow> }[] {
  return [
    { part: 'catalog', rows: catalogRows(sizes) },
    { part: 'customers', rows: customerRows(sizes) },
    { part: 'promotions', rows: promotionRows(sizes) },
    { part: 'orders', rows: orderRows(sizes) },
    { part: 'stock', rows: stockRows(sizes) },
  ];
}
