import type { CredentialPurpose } from '@sluice/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An account on a cluster. `secret` is closed by credential-vault.ts; it leaves the table only to open a connection. */
@Entity('cluster_credential')
export class CredentialEntity {
  @PrimaryColumn({ name: 'cluster_id', type: 'bigint' })
  clusterId!: number;

  @PrimaryColumn({ type: 'varchar', length: 16 })
  purpose!: CredentialPurpose;

  @Column({ type: 'varchar', length: 32 })
  username!: string;

  @Column({ name: 'key_id', type: 'varchar', length: 32 })
  keyId!: string;

  @Column({ type: 'varbinary', length: 1024, select: false })
  secret!: Buffer;

  @Column({ name: 'updated_at', type: 'datetime', precision: 6 })
  updatedAt!: Date;
}
