import type { Dialect, TlsMode } from '@sluice/contracts';
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

  @Column({ name: 'tls_mode', type: 'varchar', length: 16 })
  tlsMode!: TlsMode;

  /** PEM; null: the authorities that Node.js knows. Long, so read only to open a connection. */
  @Column({ name: 'tls_ca', type: 'mediumtext', nullable: true, select: false })
  tlsCa!: string | null;

  @Column({ name: 'environment_id', type: 'bigint' })
  environmentId!: number;

  /** The team that owns it. */
  @Column({ name: 'team_id', type: 'bigint' })
  teamId!: number;

  @Column({ name: 'created_at', type: 'datetime', precision: 6 })
  createdAt!: Date;
}
