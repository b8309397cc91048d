// Finds what the dispatcher can start now, by the statuses that stages.ts names. The portal database is the only truth about it.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { dispatchedStages, type DispatchedStage, type DueWork } from '../stages.js';
import { isDue, isUnclaimed } from '../store/due.js';

const stages = Object.entries(dispatchedStages).map(([stage, { of, takes }]) => ({
  stage: stage as DispatchedStage,
  of,
  takes: takes as readonly string[],
}));
const requestStatuses = stages.filter(({ of }) => of === 'request').flatMap(({ takes }) => takes);
const executionStatuses = stages.filter(({ of }) => of === 'execution').flatMap(({ takes }) => takes);

// A lease that ran out makes `running` due whatever it waits for: its worker is gone.
const executionIsDue = `status IN (?) AND ${isUnclaimed} AND (status = 'running' OR ${isDue})`;

interface Found {
  readonly of: 'request' | 'execution';
  readonly id: number;
  readonly status: string;
}

@Injectable()
export class DueWorks {
  constructor(private readonly dataSource: DataSource) {}

  /** Requests with something to do, the longest waiting first. */
  async requests(limit: number): Promise<number[]> {
    const rows = await this.dataSource.query<{ id: number }[]>(
      `(SELECT id FROM change_request WHERE status IN (?) AND ${isDue} ORDER BY id LIMIT ?)
       UNION
       (SELECT change_request_id AS id FROM execution WHERE ${executionIsDue} ORDER BY id LIMIT ?)
       ORDER BY id LIMIT ?`,
      [requestStatuses, limit, executionStatuses, limit, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** What is to do for one request, in the order of the stages. */
  async of(requestId: number): Promise<DueWork[]> {
    const rows = await this.dataSource.query<Found[]>(
      `SELECT 'request' AS \`of\`, id, status FROM change_request WHERE id = ? AND status IN (?) AND ${isDue}
       UNION ALL
       SELECT 'execution' AS \`of\`, id, status FROM execution WHERE change_request_id = ? AND ${executionIsDue}`,
      [requestId, requestStatuses, requestId, executionStatuses],
    );
    return stages.flatMap(({ stage, of, takes }) =>
      rows
        .filter((row) => row.of === of && takes.includes(row.status))
        .map((row) => ({ stage, requestId, id: row.id })),
    );
  }
}
