import type { Dialect } from '@sluice/contracts';
import { Column, Entity } from 'typeorm';
import { IdColumn } from '../database/id-column.js';

@Entity('cluster')
export class ClusterEntity {
  @IdColumn()
  id!: number;

  @Column({ type: 'varchar', length: 100 })
  name!: string;

  @Column({ type: 'varchar', length: 16 })
  dialect!: Dialect;

  @Column({ name: 'environment_id', type: 'bigint' })
  environmentId!: number;

  /** The team that owns it. */
  @Column({ name: 'team_id', type: 'bigint' })
  teamId!: number;

  @Column({ name: 'created_at', type: 'datetime', precision: 6 })
  createdAt!: Date;
}
