// How far the runs in chunks of a request have come.
import { Injectable } from '@nestjs/common';
import type { ChunkProgress } from '@sluice/contracts';
import { DataSource, In } from 'typeorm';
import { AttemptEntity } from '../store/attempt.entity.js';
import { ChunkEntity } from '../store/chunk.entity.js';
import type { ExecutionEntity } from '../store/execution.entity.js';
import { RevisionEntity } from '../store/revision.entity.js';

/** Chunks that are shown one by one. */
const shown = 10;

interface Sums {
  readonly execution_id: number;
  readonly count: string;
  readonly rows_changed: string;
  readonly rows_matched: string;
}

@Injectable()
export class ChunkViews {
  constructor(private readonly dataSource: DataSource) {}

  /** By execution; none where the revision runs whole. */
  async of(executions: readonly ExecutionEntity[], revisionId: number): Promise<Map<number, ChunkProgress>> {
    const { manager } = this.dataSource;
    const revision = await manager.findOneBy(RevisionEntity, { id: revisionId });
    const views = new Map<number, ChunkProgress>();
    if (!revision?.plan?.run?.cut || executions.length === 0) return views;
    const sums = await this.dataSource.query<Sums[]>(
      `SELECT a.execution_id, COUNT(*) AS count, SUM(c.changed_rows) AS rows_changed, SUM(c.matched_rows) AS rows_matched
         FROM chunk c JOIN attempt a ON a.id = c.attempt_id WHERE a.execution_id IN (?) GROUP BY a.execution_id`,
      [executions.map(({ id }) => id)],
    );
    for (const { id, countedRows, stopRequested } of executions) {
      const sum = sums.find((each) => each.execution_id === id);
      views.set(id, {
        count: Number(sum?.count ?? 0),
        rows: Number(sum?.rows_changed ?? 0),
        matched: Number(sum?.rows_matched ?? 0),
        of: countedRows,
        stopRequested,
        last: await this.last(id),
      });
    }
    return views;
  }

  private async last(executionId: number): Promise<ChunkProgress['last']> {
    const { manager } = this.dataSource;
    const attempts = await manager.find(AttemptEntity, { select: { id: true }, where: { executionId } });
    const chunks = await manager.find(ChunkEntity, {
      where: { attemptId: In(attempts.map(({ id }) => id)) },
      order: { number: 'DESC' },
      take: shown,
    });
    return chunks.map(({ number, changedRows, matchedRows, milliseconds, committedAt }) => ({
      ...{ number, rows: changedRows, matched: matchedRows, milliseconds },
      committedAt: committedAt.toISOString(),
    }));
  }
}
