import { Column, Entity } from 'typeorm';
import { IdColumn } from '../database/id-column.js';

@Entity('target_database')
export class TargetDatabaseEntity {
  @IdColumn()
  id!: number;

  @Column({ type: 'varchar', length: 100 })
  name!: string;

  @Column({ name: 'environment_id', type: 'bigint' })
  environmentId!: number;

  /** The team that owns it: its grants decide who may file and approve here. */
  @Column({ name: 'team_id', type: 'bigint' })
  teamId!: number;

  @Column({ name: 'created_at', type: 'datetime', precision: 6 })
  createdAt!: Date;
}
