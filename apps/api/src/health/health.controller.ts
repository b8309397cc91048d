import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { HealthCheck, HealthCheckService, TypeOrmHealthIndicator } from '@nestjs/terminus';
import { z } from 'zod';
import { Public } from '../access/actor.js';
import { RedisConnection } from '../queue/redis.js';

const databaseMs = 2_000;

const liveSchema = z.object({ status: z.literal('ok') });
const readySchema = z.object({ status: z.literal('ok'), queue: z.enum(['up', 'down']) });

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
  @ApiOkResponse({ standardSchema: liveSchema })
  live(): z.infer<typeof liveSchema> {
    return { status: 'ok' };
  }

  /** It can serve: the portal database answers. Valkey is told but not asked for: without it everything goes on. */
  @Get('ready')
  // Its own description is of terminus' answer, which is not the one here.
  @HealthCheck({ noCache: true, swaggerDocumentation: false })
  @ApiOkResponse({ standardSchema: readySchema })
  async ready() {
    const { status } = await this.health.check([
      () => this.database.pingCheck('portal-database', { timeout: databaseMs }),
    ]);
    return { status, queue: this.redis.ready ? 'up' : 'down' };
  }
}
