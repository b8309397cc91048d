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

  /** What row images take there, as last seen; null: never looked. */
  @Column({ name: 'images_bytes', type: 'bigint', nullable: true })
  imagesBytes!: number | null;

  /** Of those that no execution of this portal owns. */
  @Column({ name: 'images_unknown_bytes', type: 'bigint', nullable: true })
  imagesUnknownBytes!: number | null;

  @Column({ name: 'images_seen_at', type: 'datetime', precision: 6, nullable: true })
  imagesSeenAt!: Date | null;

  @Column({ name: 'created_at', type: 'datetime', precision: 6 })
  createdAt!: Date;
}
