// What can be said of a change of access before anybody approves it: it is rehearsed on stand-ins of the accounts that it names.
import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { accessRisks, maskSignIns, planAccess, type AccessStatement } from '@sluice/acl';
import type { Analysis, Finding, PlannedStatement, Reason, RollbackPlan } from '@sluice/contracts';
import {
  connectTarget,
  fingerprintOf,
  readAccessBefore,
  readOwnAccess,
  rehearseAccess,
  targetObjects,
  type AccessRehearsal,
  type TargetConnection,
} from '@sluice/mysql';
import type { ServerFacts } from '@sluice/rollback';
import { sqlMode } from '@sluice/sql';
import { APP_CONFIG, type AppConfig } from '../../config/app-config.js';
import type { Shard } from '../../targets/target-directory.js';
import { TargetReading } from '../target/target-reading.js';
import { readAccessText } from '../text/read-access-text.js';
import { readText } from '../text/read-text.js';
import type { Draft } from './analysis.service.js';

@Injectable()
export class AccessAnalysisService {
  constructor(
    private readonly reading: TargetReading,
    @Inject(APP_CONFIG) private readonly config: Pick<AppConfig, 'rehearsalMysql'>,
  ) {}

  /** @throws TargetError when the target or the server that rehearses cannot be asked */
  analyse(draft: Draft): Promise<Analysis> {
    return this.read(draft, async (statements, server, shard) => {
      const analysis = await this.reading.asGrantor(shard.id, (grantor) =>
        this.rehearse(grantor, statements, server, shard),
      );
      const { plan } = analysis;
      if (plan === null || draft.shards.length === 1) return analysis;
      const reason = { code: 'several-shards', params: { shards: draft.shards.length } } as const;
      return { ...analysis, plan: { ...plan, verdict: 'none', runnable: false, reasons: [reason, ...plan.reasons] } };
    });
  }

  /** For the editor: accounts are not made at every pause in typing. @throws TargetError */
  look(draft: Draft): Promise<Analysis> {
    return this.read(draft, (statements, server) => {
      const reasons: Reason[] = [{ code: 'rehearsed-when-filed', params: {} }];
      return Promise.resolve({
        findings: [],
        plan: { ...planOf(statements, server), verdict: 'none', reasons },
        preview: null,
      });
    });
  }

  private read(
    { statements: text, shards }: Draft,
    go: (statements: readonly AccessStatement[], server: ServerFacts, shard: Shard) => Promise<Analysis>,
  ): Promise<Analysis> {
    const shard = shards[0];
    if (shard === undefined) throw new Error('a target database has at least one shard');
    return this.reading.read(shard.id, async (_, server) => {
      const read = readText(text, sqlMode(server.sqlMode, server.version), server.maxAllowedPacket);
      const access = readAccessText(read.findings.length > 0 ? [] : read.statements);
      const findings = [...read.findings, ...access.findings];
      return findings.length > 0 ? { findings, plan: null, preview: null } : go(access.statements, server, shard);
    });
  }

  private async rehearse(
    grantor: TargetConnection,
    statements: readonly AccessStatement[],
    server: ServerFacts,
    shard: Shard,
  ): Promise<Analysis> {
    const { states, holdersKnown } = await readAccessBefore(grantor, statements);
    const before = maskSignIns(states, fingerprintOf);
    const rehearsal = await this.onServer(grantor, (connection) =>
      rehearseAccess(connection, {
        prefix: `zr${randomBytes(5).toString('hex')}`,
        schema: shard.schema,
        sqlMode: server.sqlMode,
        statements,
        before,
        objects: targetObjects(grantor),
      }),
    );
    const plan = planOf(statements, server);
    if (!rehearsal.ok) return { findings: [refused(rehearsal, statements)], plan: null, preview: null };
    const own = await readOwnAccess(grantor);
    const { access, ...planned } = planAccess({ ...rehearsal, statements, before, holdersKnown, own: own.items });
    return {
      findings: accessRisks({ differences: access.differences, ownAccounts: [own.account] }),
      plan: { ...plan, ...planned, access },
      preview: null,
    };
  }

  /** On a server kept for it where one is named; else on the target, by the account that will give the access: it refuses what the run would. */
  private async onServer(
    grantor: TargetConnection,
    rehearse: (connection: TargetConnection) => Promise<AccessRehearsal>,
  ): Promise<AccessRehearsal> {
    const server = this.config.rehearsalMysql;
    if (server === null) return rehearse(grantor);
    const connection = await connectTarget({ ...server, schema: null, connectTimeoutMs: 3_000 });
    try {
      return await rehearse(connection);
    } finally {
      await connection.close();
    }
  }
}

function planOf(statements: readonly AccessStatement[], server: ServerFacts): RollbackPlan {
  const { sqlMode: mode, timeZone, charset, collation, version } = server;
  return {
    ...{ version: 1, verdict: 'exact', reasons: [], runnable: true, undoes: null, tables: [] },
    statements: statements.map(({ statement }, index): PlannedStatement => {
      const { offset } = statement.position;
      return {
        number: index + 1,
        range: { from: offset, to: offset + statement.text.length },
        text: statement.text,
        ...{ operation: 'other', table: null, verdict: 'exact', reasons: [], runnable: true },
        ...{ capture: null, assignedColumns: [] },
      };
    }),
    session: { sqlMode: mode, timeZone, charset, collation, serverVersion: version },
  };
}

/** What the server said when it was rehearsed. */
function refused(
  { statement: number, failure }: Extract<AccessRehearsal, { ok: false }>,
  statements: readonly AccessStatement[],
): Finding {
  const { errno = 0, message = failure.code } = failure.params;
  const statement = statements[number - 1]?.statement;
  const from = statement?.position.offset ?? 0;
  return {
    ...{ code: 'target-says', params: { errno, message }, severity: 'block', statement: number },
    ...(statement === undefined ? {} : { range: { from, to: from + statement.text.length } }),
  };
}
