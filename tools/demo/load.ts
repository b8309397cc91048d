// Loads the demo cluster: `shop`, whole, and a small `shop_stage`. Does nothing when they are there already.
import { createConnection } from 'mysql2/promise';
import { loadDemo } from './src/index.ts';

const url = process.env['SLUICE_DEMO_MYSQL_ADMIN_URL'];
if (url === undefined || url === '') {
  console.error('demo: set SLUICE_DEMO_MYSQL_ADMIN_URL to a MySQL account that may create schemas');
  process.exit(2);
}

let connection;
try {
  connection = await createConnection(url);
  for (const [schema, scale] of [
    ['shop', 1],
    ['shop_stage', 0.01],
  ] as const) {
    const started = performance.now();
    const onProgress = (rows: number, part: string) => {
      console.log(`demo: ${schema}: ${part} done, ${rows.toLocaleString('en')} rows`);
    };
    const rows = await loadDemo(connection, { schema, scale, onProgress });
    const seconds = ((performance.now() - started) / 1_000).toFixed(1);
    console.log(rows === 0 ? `demo: ${schema} is loaded` : `demo: ${schema} loaded in ${seconds} s`);
  }
} catch (error) {
  console.error(`demo: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  await connection?.end();
}
