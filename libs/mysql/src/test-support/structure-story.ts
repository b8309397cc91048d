// The way of a structure change as the api composes it: read, rehearse. For database specs of this room only.
import { randomBytes } from 'node:crypto';
import type { RollbackPlan } from '@sluice/contracts';
import {
  planStructure,
  readStructure,
  withoutNextId,
  type Rehearsal,
  type StructureReading,
  type StructureStatement,
} from '@sluice/ddl';
import { split, sqlMode } from '@sluice/sql';
import { createScratchSchema, openAdmin, type ScratchSchema, type TestServer } from '@sluice/testing';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { connectTarget } from '../connect/connect-target.js';
import { rehearse } from '../ddl/rehearse.js';
import { readStructureFacts } from '../ddl/structure-facts.js';
import { readServerFacts } from '../read/server-facts.js';
import type { MarkerKey, Target } from '../types.js';

export interface StructureStage {
  readonly admin: Connection;
  readonly scratch: ScratchSchema;
  readonly target: Target;
}

export async function openStructureStage(server: TestServer): Promise<StructureStage> {
  const admin = await openAdmin(server);
  const scratch = await createScratchSchema(admin);
  const { hostname, port, username, password } = new URL(server.adminUrl);
  const account = { user: decodeURIComponent(username), password: decodeURIComponent(password) };
  return { admin, scratch, target: { host: hostname, port: Number(port || 3306), ...account, schema: scratch.name } };
}

export function structuresOf(text: string, mode: string, version: string): StructureStatement[] {
  return split(text, sqlMode(mode, version)).statements.map((statement) => {
    const read = readStructure(statement);
    if (!read.ok) throw new Error(`${read.why} near ${read.near}: ${statement.text}`);
    return read.structure;
  });
}

/** On the very server that it is about. */
export async function rehearseText(stage: StructureStage, text: string, keptRowLimit = 10_000): Promise<Rehearsal> {
  return (await read(stage, text, keptRowLimit)).rehearsal;
}

export async function planText(stage: StructureStage, text: string, keptRowLimit = 10_000): Promise<RollbackPlan> {
  return planStructure(await read(stage, text, keptRowLimit));
}

async function read(
  { target }: StructureStage,
  text: string,
  keptRowLimit: number,
): Promise<StructureReading & { readonly rehearsal: Rehearsal }> {
  const connection = await connectTarget(target);
  try {
    const { sqlMode: mode, version, timeZone, charset, collation } = await readServerFacts(connection);
    const structures = structuresOf(text, mode, version);
    const names = [...new Set(structures.flatMap(({ objects }) => objects.map(({ name }) => name)))];
    const schema = target.schema ?? '';
    const facts = await readStructureFacts(connection, schema, names);
    const rehearsal = await rehearse(target, { structures, facts, sqlMode: mode, collation, keptRowLimit });
    const session = { sqlMode: mode, timeZone, charset, collation, serverVersion: version };
    return { structures, refused: [], rehearsal, schema, session };
  } finally {
    await connection.close();
  }
}

/** Every table with its definition, without the next id, and all its rows in the order of the first column. */
export async function tablesOf({ admin, scratch }: StructureStage): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  await admin.query("SET SESSION time_zone = '+00:00'");
  const [tables] = await admin.query<RowDataPacket[]>({
    sql: `SHOW FULL TABLES FROM \`${scratch.name}\` WHERE Table_type = 'BASE TABLE'`,
    rowsAsArray: true,
  });
  for (const row of tables as unknown as string[][]) {
    const name = `\`${scratch.name}\`.\`${row[0] ?? ''}\``;
    const [create] = await admin.query<RowDataPacket[]>({ sql: `SHOW CREATE TABLE ${name}`, rowsAsArray: true });
    const [columns] = await admin.query<RowDataPacket[]>({ sql: `SHOW COLUMNS FROM ${name}`, rowsAsArray: true });
    const list = (columns as unknown as string[][]).map(([column]) => `HEX(CAST(\`${column ?? ''}\` AS BINARY))`);
    const [rows] = await admin.query({ sql: `SELECT ${list.join(', ')} FROM ${name} ORDER BY 1`, rowsAsArray: true });
    found[row[0] ?? ''] = { create: withoutNextId((create as unknown as string[][])[0]?.[1] ?? ''), rows };
  }
  return found;
}

export function newKey(): MarkerKey {
  return { execution: `t${randomBytes(8).toString('hex')}`, chunk: 0 };
}
