// `node apps/api/dist/seed-demo.js`: people, teams and targets of the demo, after migrate.js and the demo's data.
import { seedDemo } from './demo/seed-demo.js';
import { runProcess } from './process/run-process.js';
import { StartRefused } from './process/start-refused.js';

runProcess(async (config) => {
  const url = process.env.SLUICE_DEMO_MYSQL_ADMIN_URL;
  if (url === undefined || !URL.canParse(url)) {
    throw new StartRefused(
      'SLUICE_DEMO_MYSQL_ADMIN_URL is missing: mysql://user:password@host:port of the demo cluster',
    );
  }
  await seedDemo(config, url);
  console.log('The demo is set up.');
});
