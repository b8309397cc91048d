import { Column, Entity } from 'typeorm';
import { IdColumn } from '../database/id-column.js';

@Entity('environment')
export class EnvironmentEntity {
  @IdColumn()
  id!: number;

  @Column({ type: 'varchar', length: 100 })
  name!: string;

  @Column({ type: 'boolean' })
  production!: boolean;

  @Column({ name: 'created_at', type: 'datetime', precision: 6 })
  createdAt!: Date;
}
