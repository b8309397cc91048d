// The way of a structure change as the api composes it: read, rehearse. For database specs of this room only.
import { readStructure, type StructureStatement } from '@sluice/ddl';
import { split, sqlMode } from '@sluice/sql';
import { createScratchSchema, openAdmin, type ScratchSchema, type TestServer } from '@sluice/testing';
import type { Connection } from 'mysql2/promise';
import { connectTarget } from '../connect/connect-target.js';
import { rehearse, type Rehearsal } from '../ddl/rehearse.js';
import { readStructureFacts } from '../ddl/structure-facts.js';
import { readServerFacts } from '../read/server-facts.js';
import type { Target } from '../types.js';

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
export async function rehearseText(
  { target }: StructureStage,
  text: string,
  keptRowLimit = 10_000,
): Promise<Rehearsal> {
  const connection = await connectTarget(target);
  try {
    const server = await readServerFacts(connection);
    const structures = structuresOf(text, server.sqlMode, server.version);
    const names = [...new Set(structures.flatMap(({ objects }) => objects.map(({ name }) => name)))];
    const facts = await readStructureFacts(connection, target.schema ?? '', names);
    const { sqlMode: mode, collation } = server;
    return await rehearse(target, { structures, facts, sqlMode: mode, collation, keptRowLimit });
  } finally {
    await connection.close();
  }
}
