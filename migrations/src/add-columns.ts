import { QueryFailedError, type QueryRunner } from 'typeorm';

const duplicateColumn = 1060;

/**
 * Runs one ALTER TABLE that only adds columns. MySQL does it whole or not at all, and commits by itself: where a migration was cut off
 * before it was noted as done, the columns are there already.
 */
export async function addColumns(runner: QueryRunner, alter: string): Promise<void> {
  try {
    await runner.query(alter);
  } catch (error) {
    const inner: unknown = error instanceof QueryFailedError ? error.driverError : error;
    if ((inner as { errno?: unknown }).errno !== duplicateColumn) throw error;
  }
}
