import type { AttemptOutcome, Failure } from '@sluice/contracts';
import { Column, Entity } from 'typeorm';
import { IdColumn } from '../../database/id-column.js';

/** One try of an execution by one worker. */
@Entity('attempt')
export class AttemptEntity {
  @IdColumn()
  id!: number;
  @Column({ type: 'bigint', name: 'execution_id' })
  executionId!: number;
  @Column({ type: 'int' })
  number!: number;
  @Column({ type: 'bigint', name: 'fencing_token' })
  fencingToken!: number;
  @Column({ type: 'char' })
  worker!: string;
  @Column({ type: 'varchar' })
  outcome!: AttemptOutcome;
  @Column({ type: 'json', nullable: true })
  failure!: Failure | null;
  @Column({ type: 'datetime', precision: 6, name: 'started_at' })
  startedAt!: Date;
  @Column({ type: 'datetime', precision: 6, name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}
