import { Column, Entity } from 'typeorm';
import { IdColumn } from '../database/id-column.js';

@Entity('session')
export class SessionEntity {
  @IdColumn()
  id!: number;

  @Column({ name: 'account_id', type: 'bigint' })
  accountId!: number;

  @Column({ name: 'token_hash', type: 'binary', length: 32, select: false })
  tokenHash!: Buffer;

  @Column({ type: 'varchar', length: 64 })
  ip!: string;

  @Column({ name: 'user_agent', type: 'varchar', length: 255 })
  userAgent!: string;

  @Column({ name: 'created_at', type: 'datetime', precision: 6 })
  createdAt!: Date;

  @Column({ name: 'last_seen_at', type: 'datetime', precision: 6 })
  lastSeenAt!: Date;

  @Column({ name: 'expires_at', type: 'datetime', precision: 6 })
  expiresAt!: Date;

  @Column({ name: 'revoked_at', type: 'datetime', precision: 6, nullable: true })
  revokedAt!: Date | null;
}
