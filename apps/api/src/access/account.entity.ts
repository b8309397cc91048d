import type { Locale } from '@sluice/contracts';
import { Column, Entity } from 'typeorm';
import { IdColumn } from '../database/id-column.js';

@Entity('account')
export class AccountEntity {
  @IdColumn()
  id!: number;

  @Column({ type: 'varchar', length: 100 })
  login!: string;

  @Column({ type: 'varchar', length: 100 })
  name!: string;

  /** Read only where a password is compared. */
  @Column({ name: 'password_hash', type: 'varchar', length: 255, select: false })
  passwordHash!: string;

  /** Someone else knows the password: until it is changed nothing else may be done. */
  @Column({ name: 'must_change_password', type: 'boolean' })
  mustChangePassword!: boolean;

  @Column({ type: 'boolean' })
  demo!: boolean;

  @Column({ type: 'varchar', length: 8, nullable: true })
  locale!: Locale | null;

  @Column({ name: 'time_zone', type: 'varchar', length: 64, nullable: true })
  timeZone!: string | null;

  @Column({ name: 'disabled_at', type: 'datetime', precision: 6, nullable: true })
  disabledAt!: Date | null;

  @Column({ name: 'created_at', type: 'datetime', precision: 6 })
  createdAt!: Date;
}
