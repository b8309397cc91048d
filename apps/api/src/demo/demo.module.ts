import { Module, type DynamicModule } from '@nestjs/common';
import { foundation } from '../app.module.js';
import type { AppConfig } from '../config/app-config.js';
import { RegisterTargets } from '../targets/register-targets.js';

@Module({})
export class DemoModule {
  static with(config: AppConfig): DynamicModule {
    return { module: DemoModule, imports: foundation(config), providers: [RegisterTargets] };
  }
}
