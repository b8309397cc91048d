import type { Role } from '@sluice/contracts';
import { Column, Entity } from 'typeorm';
import { IdColumn } from '../database/id-column.js';

@Entity('role_grant')
export class RoleGrantEntity {
  @IdColumn()
  id!: number;

  @Column({ name: 'account_id', type: 'bigint' })
  accountId!: number;

  @Column({ type: 'varchar', length: 16 })
  role!: Role;

  /** null: for every team. */
  @Column({ name: 'team_id', type: 'bigint', nullable: true })
  teamId!: number | null;

  @Column({ name: 'created_at', type: 'datetime', precision: 6 })
  createdAt!: Date;
}
