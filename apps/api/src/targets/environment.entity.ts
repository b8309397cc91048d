import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('environment')
export class EnvironmentEntity {
  @PrimaryGeneratedColumn({ type: 'bigint' })
  id!: number;

  @Column({ type: 'varchar', length: 100 })
  name!: string;

  @Column({ type: 'boolean' })
  production!: boolean;
}
