import { Column, Entity } from 'typeorm';
import { IdColumn } from '../database/id-column.js';

@Entity('cluster_instance')
export class InstanceEntity {
  @IdColumn()
  id!: number;

  @Column({ name: 'cluster_id', type: 'bigint' })
  clusterId!: number;

  @Column({ type: 'varchar', length: 255 })
  host!: string;

  @Column({ type: 'int' })
  port!: number;

  @Column({ type: 'varchar', length: 8 })
  role!: 'writer' | 'reader';

  @Column({ name: 'created_at', type: 'datetime', precision: 6 })
  createdAt!: Date;
}
