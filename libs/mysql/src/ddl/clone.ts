// An empty clone of some tables in a schema of its own, on any server.
import { randomBytes } from 'node:crypto';
import { creating, withoutNextId, type Definitions } from '@sluice/ddl';
import { quoteIdentifier } from '@sluice/sql';
import { literal } from '../connect/literal.js';
import type { Session } from '../connect/session.js';
import { TargetError } from '../connect/target-error.js';
import type { StructureFacts } from './structure-facts.js';

/** The prefix of every schema that a rehearsal makes; its account needs rights on no other. */
export const rehearsalPrefix = 'sluice_rehearsal_';

export class Clone {
  private constructor(
    readonly session: Session,
    readonly schema: string,
    /** Where tables are put aside. */
    readonly aside: string,
    private readonly facts: StructureFacts,
    private readonly version: string,
  ) {}

  static async make(session: Session, facts: StructureFacts, version: string): Promise<Clone> {
    const now = await session.count('SELECT UNIX_TIMESTAMP()');
    await dropLeftovers(session, now);
    const schema = `${rehearsalPrefix}${now.toString(36)}_${randomBytes(5).toString('hex')}`;
    const clone = new Clone(session, schema, `${schema}_aside`, facts, version);
    for (const name of [clone.schema, clone.aside]) {
      await session.run(`CREATE DATABASE \`${name}\` CHARACTER SET ${facts.charset} COLLATE ${facts.collation}`);
    }
    await session.run(`USE \`${schema}\``);
    await clone.reset(facts.definitions);
    return clone;
  }

  /** Drops what is there and makes these. */
  async reset(definitions: Definitions): Promise<void> {
    const { session } = this;
    await session.run(`SET SESSION foreign_key_checks = 0, SESSION sql_mode = ${literal(cloneMode)}`);
    for (const schema of [this.schema, this.aside]) {
      for (const [table] of await session.rows(`SHOW TABLES FROM \`${schema}\``)) {
        await session.run(`DROP TABLE \`${schema}\`.${quoteIdentifier(table ?? '')}`);
      }
    }
    for (const createSql of definitions.values()) {
      if (createSql === null) continue;
      for (const sql of creating(createSql, this.version)) await session.run(sql);
    }
    for (const { table, sql, sqlMode } of this.facts.triggers) {
      if ((definitions.get(table) ?? null) === null) continue;
      await session.run(`SET SESSION sql_mode = ${literal(sqlMode)}`);
      await session.run(sql).catch(unlessRefused);
    }
    await session.run(`SET SESSION foreign_key_checks = 1, SESSION sql_mode = ${literal(cloneMode)}`);
  }

  /** Of every base table there is, without its next id. */
  async definitions(): Promise<Map<string, string>> {
    const { session } = this;
    const found = new Map<string, string>();
    for (const [table] of await session.rows(`SHOW FULL TABLES WHERE Table_type = 'BASE TABLE'`)) {
      const [row] = await session.rows(`SHOW CREATE TABLE ${quoteIdentifier(table ?? '')}`);
      found.set(table ?? '', withoutNextId(row?.[1] ?? ''));
    }
    return found;
  }

  async drop(): Promise<void> {
    for (const name of [this.schema, this.aside]) await this.session.run(`DROP DATABASE IF EXISTS \`${name}\``);
  }
}

/** Longer than any rehearsal takes. */
const leftoverSeconds = 3_600;

/** Of processes that were killed: a schema's name says when it was made. */
async function dropLeftovers(session: Session, now: number): Promise<void> {
  for (const [name] of await session.rows(`SHOW DATABASES LIKE '${rehearsalPrefix.replaceAll('_', '\\_')}%'`)) {
    const made = parseInt(/^sluice_rehearsal_([0-9a-z]+)_/.exec(name ?? '')?.[1] ?? '', 36);
    if (now - made > leftoverSeconds) await session.run(`DROP DATABASE IF EXISTS ${quoteIdentifier(name ?? '')}`);
  }
}

/** A definition may hold a zero date as its default. */
const cloneMode = 'ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION';

/** With a binary log a trigger takes more rights than a table (1419, 1227). None of a trigger shows in a definition, so the clone does without. */
function unlessRefused(error: unknown): void {
  if (!(error instanceof TargetError) || (error.errno !== 1419 && error.errno !== 1227)) throw error;
}
