// The schema of a case, made anew.
import type { Connection } from 'mysql2/promise';
import { quoted, setupStatements, type FuzzCase } from './case.ts';
import { environmentNamed, hasBackslash } from './generate/environments.ts';
import { prepareJudge } from './judge/snapshot.ts';

export async function clear(admin: Connection, schema: string): Promise<void> {
  await admin.query(`DROP DATABASE IF EXISTS ${quoted(schema)}`);
  await admin.query(`CREATE DATABASE ${quoted(schema)} CHARACTER SET utf8mb4`);
  await admin.query(`USE ${quoted(schema)}`);
}

/** What is wrong with the case, where the server does not take its tables. */
export async function setUp(admin: Connection, schema: string, fuzzCase: FuzzCase): Promise<string | undefined> {
  await admin.query(`USE ${quoted(schema)}`);
  await prepareJudge(admin);
  const backslash = hasBackslash(environmentNamed(fuzzCase.environment)) ? '' : ',NO_BACKSLASH_ESCAPES';
  await admin.query(
    `SET SESSION sql_mode = 'ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO${backslash}',
       SESSION foreign_key_checks = 0, SESSION sql_generate_invisible_primary_key = OFF`,
  );
  for (const statement of setupStatements(fuzzCase)) {
    try {
      await admin.query(statement);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return `set-up: ${message} in ${statement.slice(0, 200)}`;
    }
  }
  await admin.query('SET SESSION foreign_key_checks = 1');
  await prepareJudge(admin);
  return undefined;
}
