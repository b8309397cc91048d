export { DemoSchemaTaken, loadDemo, type DemoOptions } from './load-demo.ts';
export { paymentOutage } from './rows/orders.ts';
export { demoTables } from './schema/tables.ts';
