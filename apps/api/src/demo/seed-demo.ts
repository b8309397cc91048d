import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { CLOCK, type Clock } from '../clock/clock.js';
import type { AppConfig } from '../config/app-config.js';
import { StartRefused } from '../process/start-refused.js';
import { RegisterTargets } from '../targets/register-targets.js';
import { TargetDirectory } from '../targets/target-directory.js';
import { seedDemoPortal } from './demo-portal.js';
import { DemoTarget } from './demo-target.js';
import { DemoModule } from './demo.module.js';

/** Makes people, targets and accounts of the demo; what is there stays. @throws StartRefused outside the demo */
export async function seedDemo(config: AppConfig, mysqlAdminUrl: string): Promise<void> {
  if (!config.demo)
    throw new StartRefused('Demo data has passwords that everyone knows: it is made only where SLUICE_DEMO=1.');
  const app = await NestFactory.createApplicationContext(DemoModule.with(config), {
    logger: ['error', 'fatal'],
    abortOnError: false,
  });
  try {
    const target = await DemoTarget.open(mysqlAdminUrl);
    try {
      await seedDemoPortal({
        dataSource: app.get(DataSource),
        register: app.get(RegisterTargets),
        directory: app.get(TargetDirectory, { strict: false }),
        target,
        now: app.get<Clock>(CLOCK, { strict: false }).now(),
      });
    } finally {
      await target.close();
    }
  } finally {
    await app.close();
  }
}
