import type { ChangeKind, ConflictChoice, RequestStatus, Role } from '@sluice/contracts';
import { Column, Entity } from 'typeorm';
import { IdColumn } from '../../database/id-column.js';

@Entity('change_request')
export class ChangeRequestEntity {
  @IdColumn()
  id!: number;
  @Column({ type: 'varchar' })
  kind!: ChangeKind;
  @Column({ type: 'varchar' })
  status!: RequestStatus;
  /** Grows by one with every move; live events carry it. */
  @Column({ type: 'int' })
  version!: number;
  @Column({ type: 'bigint', name: 'team_id' })
  teamId!: number;
  @Column({ type: 'bigint', name: 'target_database_id' })
  targetDatabaseId!: number;
  @Column({ type: 'bigint', name: 'requester_id' })
  requesterId!: number;
  /** Null only inside the transaction that files it. */
  @Column({ type: 'bigint', name: 'current_revision_id', nullable: true })
  currentRevisionId!: number | null;
  @Column({ type: 'bigint', name: 'rollback_of', nullable: true })
  rollbackOf!: number | null;
  @Column({ type: 'varchar', name: 'on_conflict', nullable: true })
  onConflict!: ConflictChoice | null;
  @Column({ type: 'datetime', precision: 6, name: 'next_try_at', nullable: true })
  nextTryAt!: Date | null;
  @Column({ type: 'int' })
  tries!: number;
  /** Roles whose approval is still missing; null: it waits for nobody. */
  @Column({ type: 'json', name: 'waits_for', nullable: true })
  waitsFor!: Role[] | null;
  /** Days that row images are kept after the run, as the environment had it when this was filed. */
  @Column({ type: 'int', name: 'images_kept_days' })
  imagesKeptDays!: number;
  /** Row images on the target are kept until then; null: there are none. */
  @Column({ type: 'datetime', precision: 6, name: 'images_until', nullable: true })
  imagesUntil!: Date | null;
  @Column({ type: 'datetime', precision: 6, name: 'created_at' })
  createdAt!: Date;
  @Column({ type: 'datetime', precision: 6, name: 'updated_at' })
  updatedAt!: Date;
}
