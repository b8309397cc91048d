import { Column, Entity } from 'typeorm';
import { IdColumn } from '../database/id-column.js';

/** A schema on a cluster that holds a part (or all) of a target database. */
@Entity('shard')
export class ShardEntity {
  @IdColumn()
  id!: number;

  @Column({ name: 'target_database_id', type: 'bigint' })
  targetDatabaseId!: number;

  @Column({ name: 'cluster_id', type: 'bigint' })
  clusterId!: number;

  @Column({ type: 'varchar', length: 100 })
  name!: string;

  @Column({ name: 'schema_name', type: 'varchar', length: 64 })
  schema!: string;

  @Column({ name: 'created_at', type: 'datetime', precision: 6 })
  createdAt!: Date;
}
