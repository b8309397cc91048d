import type { Role } from '@sluice/contracts';
import { Column, Entity } from 'typeorm';
import { IdColumn } from '../../database/id-column.js';

/** One person's decision about one revision, bound to its content hash. */
@Entity('approval')
export class ApprovalEntity {
  @IdColumn()
  id!: number;
  @Column({ type: 'bigint', name: 'revision_id' })
  revisionId!: number;
  @Column({ type: 'bigint', name: 'account_id' })
  accountId!: number;
  @Column({ type: 'varchar' })
  decision!: 'approve' | 'reject';
  @Column({ type: 'char', name: 'content_hash' })
  contentHash!: string;
  @Column({ type: 'json' })
  roles!: Role[];
  @Column({ type: 'varchar' })
  comment!: string;
  @Column({ type: 'bigint', name: 'inherited_from', nullable: true })
  inheritedFrom!: number | null;
  @Column({ type: 'datetime', precision: 6, name: 'created_at' })
  createdAt!: Date;
}
