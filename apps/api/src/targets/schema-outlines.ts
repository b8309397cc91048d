// Tables and columns of a target database for the editor's completion: read from the first shard, kept for a short while.
import { Inject, Injectable } from '@nestjs/common';
import type { SchemaOutline } from '@sluice/contracts';
import { connectTarget, readSchemaOutline, TargetError } from '@sluice/mysql';
import { CLOCK, type Clock } from '../clock/clock.js';
import { ProblemError } from '../http/problem-error.js';
import { TargetDirectory } from './target-directory.js';

const keptMs = 60_000;
const mostKept = 200;

interface Kept {
  readonly until: number;
  readonly outline: Promise<SchemaOutline>;
}

@Injectable()
export class SchemaOutlines {
  private readonly kept = new Map<number, Kept>();

  constructor(
    private readonly directory: TargetDirectory,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws ProblemError `not-found`, `target-unavailable` */
  async of(targetDatabaseId: number): Promise<SchemaOutline> {
    const now = this.clock.now().getTime();
    const kept = this.kept.get(targetDatabaseId);
    if (kept !== undefined && kept.until > now) return kept.outline;
    // Those who ask while it is being read wait for the same answer; a failure is not kept.
    const outline = this.read(targetDatabaseId);
    this.kept.delete(targetDatabaseId);
    this.kept.set(targetDatabaseId, { until: now + keptMs, outline });
    const [oldest] = this.kept.keys();
    if (this.kept.size > mostKept && oldest !== undefined) this.kept.delete(oldest);
    try {
      return await outline;
    } catch (error) {
      this.kept.delete(targetDatabaseId);
      throw error;
    }
  }

  private async read(targetDatabaseId: number): Promise<SchemaOutline> {
    const [shard] = await this.directory.shards(targetDatabaseId);
    if (shard === undefined) throw new ProblemError('not-found');
    const target = await this.directory.connectionOptions(shard.id, 'reader');
    try {
      const connection = await connectTarget(target);
      try {
        return await readSchemaOutline(connection, shard.schema);
      } finally {
        await connection.close();
      }
    } catch (error) {
      if (!(error instanceof TargetError)) throw error;
      throw new ProblemError('target-unavailable', { message: error.failure.code });
    }
  }
}
