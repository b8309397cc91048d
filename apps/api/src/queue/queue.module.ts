import { Global, Module } from '@nestjs/common';
import { Nudge } from './nudge.js';
import { RedisConnection } from './redis.js';

@Global()
@Module({ providers: [RedisConnection, Nudge], exports: [RedisConnection, Nudge] })
export class QueueModule {}
