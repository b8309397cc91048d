import { Module } from '@nestjs/common';
import { IdempotencyModule } from '../http/http.module.js';
import { Purge } from './purge.js';

@Module({ imports: [IdempotencyModule], providers: [Purge] })
export class RetentionModule {}
