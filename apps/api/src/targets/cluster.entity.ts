import type { Dialect } from '@sluice/contracts';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('cluster')
export class ClusterEntity {
  @PrimaryGeneratedColumn({ type: 'bigint' })
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
