// What can be said of a structure change before anybody approves it: it is rehearsed on an empty clone. Changes nothing on the target.
import { Injectable } from '@nestjs/common';
import type { Analysis, Finding, Reason, RollbackPlan } from '@sluice/contracts';
import {
  errorPlace,
  planStructure,
  readStructure,
  refusals,
  type Rehearsal,
  type StructureStatement,
} from '@sluice/ddl';
import { readStructureFacts, type TargetConnection } from '@sluice/mysql';
import type { ServerFacts } from '@sluice/rollback';
import { sqlMode, type Statement } from '@sluice/sql';
import { RehearsalServer } from '../target/rehearsal-server.js';
import { TargetReading } from '../target/target-reading.js';
import { readText } from '../text/read-text.js';
import type { Draft } from './analysis.service.js';

/** MySQL 8.0.22, Aurora 3. */
const oldest = 80_022;

@Injectable()
export class StructureAnalysisService {
  constructor(
    private readonly reading: TargetReading,
    private readonly rehearsals: RehearsalServer,
  ) {}

  /** @throws TargetError when the target or the rehearsal server cannot be asked */
  analyse({ statements: text, shards }: Draft): Promise<Analysis> {
    const shard = shards[0];
    if (shard === undefined) throw new Error('a target database has at least one shard');
    return this.reading.read(shard.id, async (connection, server) => {
      const read = readText(text, sqlMode(server.sqlMode, server.version), server.maxAllowedPacket);
      const findings = read.findings.length > 0 ? [...read.findings] : notUnderstood(read.statements);
      if (findings.length > 0) return { findings, plan: null, preview: null };
      const structures = read.statements.flatMap((statement) => {
        const found = readStructure(statement);
        return found.ok ? [found.structure] : [];
      });
      const analysis = await this.rehearse(connection, server, shard.schema, structures);
      const { plan } = analysis;
      if (plan === null || shards.length === 1) return analysis;
      const reason = { code: 'several-shards', params: { shards: shards.length } } as const;
      return { ...analysis, plan: { ...plan, verdict: 'none', runnable: false, reasons: [reason, ...plan.reasons] } };
    });
  }

  private async rehearse(
    connection: TargetConnection,
    server: ServerFacts,
    schema: string,
    structures: readonly StructureStatement[],
  ): Promise<Analysis> {
    const names = new Set(structures.flatMap(({ objects }) => objects.map(({ name }) => name)));
    const facts = await readStructureFacts(connection, schema, [...names]);
    const ofServer = serverReasons(server);
    const refused = structures.map((structure) => [...ofServer, ...refusals(structure, facts)]);
    const mayRun = refused.every((reasons) => reasons.length === 0);
    const rehearsal = mayRun ? await this.rehearsals.rehearse(structures, facts, server) : null;
    const { sqlMode: mode, timeZone, charset, collation, version } = server;
    const session = { sqlMode: mode, timeZone, charset, collation, serverVersion: version };
    const plan = planStructure({ structures, refused, rehearsal, schema, session });
    return { findings: [...failure(rehearsal, structures), ...said(plan, server)], plan, preview: null };
  }
}

/** A server that is only watched, too old, or not seen whole: a foreign key out of sight would break. */
function serverReasons({ dialect, version, versionNumber, sight }: ServerFacts): Reason[] {
  if (dialect === 'mariadb') return [{ code: 'dialect-watched-only', params: { dialect } }];
  if (versionNumber < oldest) return [{ code: 'version-too-old', params: { version } }];
  return sight.select ? [] : [{ code: 'privilege-missing', params: { privilege: 'SELECT' } }];
}

/** It begins like a change of structure, and goes on in no known way: the server's own words say why better than ours. */
function notUnderstood(statements: readonly Statement[]): Finding[] {
  return statements.flatMap((statement, index): Finding[] => {
    const found = readStructure(statement);
    if (found.ok) return [];
    const { line, offset } = statement.position;
    return [
      {
        ...{ code: 'syntax-error', params: { message: found.near, line }, severity: 'block', statement: index + 1 },
        range: { from: offset, to: offset + statement.text.length },
      },
    ];
  });
}

/** What the server said when it was rehearsed, at its place in the text. */
function failure(rehearsal: Rehearsal | null, structures: readonly StructureStatement[]): Finding[] {
  const failed = rehearsal?.failed ?? null;
  const statement = failed === null ? undefined : structures[failed.statement - 1]?.statement;
  if (failed === null || statement === undefined) return [];
  const { errno, message } = failed;
  const { start, end } = errorPlace(message, statement) ?? { start: 0, end: statement.text.length };
  const { offset } = statement.position;
  return [
    {
      ...{ code: 'target-says', params: { errno, message }, severity: 'block', statement: failed.statement },
      range: { from: offset + start, to: offset + end },
    },
  ];
}

/** What the approver should know of the way it goes. */
function said({ structure }: RollbackPlan, { version }: ServerFacts): Finding[] {
  if (structure === undefined) return [];
  const copied = structure.steps.flatMap(({ statement, way, definitions }): Finding[] => {
    if (way.algorithm !== 'copy') return [];
    const table = definitions.find(({ before, after }) => before !== after)?.table ?? definitions[0]?.table ?? '';
    const params = { table, rows: way.rows ?? 0, bytes: way.bytes ?? 0 };
    return [{ code: 'table-copied', params, severity: 'warn', statement }];
  });
  const { rehearsedOn } = structure;
  const series = (text: string): string => text.split('.').slice(0, 2).join('.');
  if (series(rehearsedOn) === series(version)) return copied;
  const params = { version, rehearsed: rehearsedOn };
  return [...copied, { code: 'rehearsed-elsewhere', params, severity: 'warn', statement: 0 }];
}
