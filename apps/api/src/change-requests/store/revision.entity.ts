import type { Check, Finding, Preview, Risk, Role, RollbackPlan, RollbackVerdict } from '@sluice/contracts';
import { Column, Entity } from 'typeorm';
import { IdColumn } from '../../database/id-column.js';

/** One fixed content of a change request: what was filed, and once it is planned what was found and is bound by its hash. */
@Entity('revision')
export class RevisionEntity {
  @IdColumn()
  id!: number;
  @Column({ type: 'bigint', name: 'change_request_id' })
  changeRequestId!: number;
  @Column({ type: 'int' })
  number!: number;
  @Column({ type: 'longtext' })
  statements!: string;
  @Column({ type: 'varchar' })
  headline!: string;
  @Column({ type: 'int', name: 'statement_count' })
  statementCount!: number;
  @Column({ type: 'varchar' })
  reason!: string;
  @Column({ type: 'bigint', name: 'expected_rows', nullable: true })
  expectedRows!: number | null;
  @Column({ type: 'json' })
  checks!: Check[];
  @Column({ type: 'json' })
  findings!: Finding[];
  @Column({ type: 'json', nullable: true })
  plan!: RollbackPlan | null;
  @Column({ type: 'json', nullable: true })
  preview!: Preview | null;
  /** Of a rollback that overwrites: SHA-256 of the conflicts that were shown. */
  @Column({ type: 'char', nullable: true })
  conflicts!: string | null;
  @Column({ type: 'varchar', nullable: true })
  verdict!: RollbackVerdict | null;
  @Column({ type: 'varchar', nullable: true })
  risk!: Risk | null;
  @Column({ type: 'bigint', name: 'matched_rows', nullable: true })
  matchedRows!: number | null;
  @Column({ type: 'boolean', name: 'matched_at_least' })
  matchedAtLeast!: boolean;
  /** Null: not planned yet, or nobody may approve it. */
  @Column({ type: 'json', nullable: true })
  requirements!: Role[][] | null;
  @Column({ type: 'char', name: 'content_hash', nullable: true })
  contentHash!: string | null;
  /** Null: made by Sluice itself after drift. */
  @Column({ type: 'bigint', name: 'created_by', nullable: true })
  createdBy!: number | null;
  @Column({ type: 'datetime', precision: 6, name: 'created_at' })
  createdAt!: Date;
}
