import { PrimaryGeneratedColumn } from 'typeorm';

/**
 * An id: BIGINT AUTO_INCREMENT in the table. Called `int` here, because TypeORM hands out a generated `bigint` as text (and only
 * a generated one: read back, it is the number that it should be).
 */
export const IdColumn = (): PropertyDecorator => PrimaryGeneratedColumn({ type: 'int' });
