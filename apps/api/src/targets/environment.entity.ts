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

  /** Days that row images are kept after a run; of requests filed from now on. */
  @Column({ name: 'images_kept_days', type: 'int' })
  imagesKeptDays!: number;

  @Column({ name: 'created_at', type: 'datetime', precision: 6 })
  createdAt!: Date;
}
