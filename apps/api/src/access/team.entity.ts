import { Column, Entity } from 'typeorm';
import { IdColumn } from '../database/id-column.js';

@Entity('team')
export class TeamEntity {
  @IdColumn()
  id!: number;

  @Column({ type: 'varchar', length: 100 })
  name!: string;

  @Column({ name: 'created_at', type: 'datetime', precision: 6 })
  createdAt!: Date;
}
