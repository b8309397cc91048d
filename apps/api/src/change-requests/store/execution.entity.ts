import type { ExecutionStatus, Failure } from '@sluice/contracts';
import { Column, Entity } from 'typeorm';
import { IdColumn } from '../../database/id-column.js';

/** The run of an approved revision on one shard. */
@Entity('execution')
export class ExecutionEntity {
  @IdColumn()
  id!: number;
  @Column({ type: 'bigint', name: 'change_request_id' })
  changeRequestId!: number;
  @Column({ type: 'bigint', name: 'revision_id' })
  revisionId!: number;
  @Column({ type: 'bigint', name: 'shard_id' })
  shardId!: number;
  /** The unique key of the marker on the target: every attempt uses the same one, until the target fenced it off for good. */
  @Column({ type: 'char', name: 'marker_key' })
  markerKey!: string;
  @Column({ type: 'varchar' })
  status!: ExecutionStatus;
  @Column({ type: 'char', name: 'lease_owner', nullable: true })
  leaseOwner!: string | null;
  @Column({ type: 'datetime', precision: 6, name: 'lease_until', nullable: true })
  leaseUntil!: Date | null;
  /** Grows with every claim: who holds an older one can write no status. */
  @Column({ type: 'bigint', name: 'fencing_token' })
  fencingToken!: number;
  @Column({ type: 'datetime', precision: 6, name: 'next_try_at', nullable: true })
  nextTryAt!: Date | null;
  @Column({ type: 'int' })
  asked!: number;
  @Column({ type: 'json', nullable: true })
  failure!: Failure | null;
  @Column({ type: 'json' })
  changed!: { statement: number; rows: number; matched?: number }[];
  @Column({ type: 'int' })
  skipped!: number;
  /** In chunks: rows that matched before the first one; null: not known, or whole. */
  @Column({ type: 'bigint', name: 'counted_rows', nullable: true })
  countedRows!: number | null;
  @Column({ type: 'boolean', name: 'stop_requested' })
  stopRequested!: boolean;
  @Column({ type: 'datetime', precision: 6, name: 'started_at', nullable: true })
  startedAt!: Date | null;
  @Column({ type: 'datetime', precision: 6, name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}
