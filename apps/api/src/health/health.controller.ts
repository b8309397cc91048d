import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { HealthCheck, HealthCheckService, TypeOrmHealthIndicator } from '@nestjs/terminus';
import { Public } from '../access/actor.js';
import { RedisConnection } from '../queue/redis.js';

const databaseMs = 2_000;

@ApiTags('health')
@Public()
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly database: TypeOrmHealthIndicator,
    private readonly redis: RedisConnection,
  ) {}

  /** This process answers. */
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** It can serve: the portal database answers. Valkey is told but not asked for: without it everything goes on. */
  @Get('ready')
  @HealthCheck()
  async ready() {
    const { status } = await this.health.check([
      () => this.database.pingCheck('portal-database', { timeout: databaseMs }),
    ]);
    return { status, queue: this.redis.ready ? 'up' : 'down' };
  }
}
