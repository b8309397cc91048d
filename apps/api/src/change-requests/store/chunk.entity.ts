import { Column, Entity } from 'typeorm';
import { IdColumn } from '../../database/id-column.js';

/** One committed slice of an attempt. */
@Entity('chunk')
export class ChunkEntity {
  @IdColumn()
  id!: number;
  @Column({ type: 'bigint', name: 'attempt_id' })
  attemptId!: number;
  @Column({ type: 'int' })
  number!: number;
  @Column({ type: 'bigint', name: 'changed_rows' })
  changedRows!: number;
  @Column({ type: 'bigint', name: 'matched_rows' })
  matchedRows!: number;
  /** Null: it was found on the target afterwards. */
  @Column({ type: 'int', nullable: true })
  milliseconds!: number | null;
  @Column({ type: 'datetime', precision: 6, name: 'committed_at' })
  committedAt!: Date;
}
