// What can be said of a text before anybody approves it: findings, plan, and the first rows. Changes nothing on the target.
import { Inject, Injectable } from '@nestjs/common';
import type { Analysis, RollbackPlan } from '@sluice/contracts';
import { askDigests, prepareCheck, previewChange, readPlannedTables, type TargetConnection } from '@sluice/mysql';
import { review } from '@sluice/review';
import {
  planChange,
  tablesToRead,
  type ReadStatement,
  type ServerFacts,
  type TableFacts,
  planRun,
  runQuestions,
  type RunInput,
} from '@sluice/rollback';
import { parseAst, sqlMode } from '@sluice/sql';
import { CLOCK, type Clock } from '../../clock/clock.js';
import type { Shard, TargetDatabase } from '../../targets/target-directory.js';
import { DigestProof } from '../target/digest-proof.js';
import { sha256 } from '../target/sha256.js';
import { TargetReading } from '../target/target-reading.js';
import { readText } from '../text/read-text.js';
import { distinctFindings } from './distinct-findings.js';
import { readStatement } from './read-statement.js';
import { matchedRows } from './matched-rows.js';
import { runsWhole } from './runs-whole.js';

export interface Draft {
  readonly statements: string;
  readonly expectedRows: number | null;
  readonly database: TargetDatabase;
  /** Of `database`; at least one. */
  readonly shards: readonly Shard[];
}

/** One reading of a text on one shard. */
interface Reading {
  readonly connection: TargetConnection;
  readonly server: ServerFacts;
  readonly shard: Shard;
  readonly statements: readonly ReadStatement[];
  readonly tables: readonly TableFacts[];
}

/** Statements that are shown with rows, and prepared on the target; a longer file is still planned and reviewed whole. */
const shown = 20;
/** For the previews of all of them together. */
const previewMs = 4_000;

@Injectable()
export class AnalysisService {
  constructor(
    private readonly reading: TargetReading,
    private readonly proof: DigestProof,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws TargetError when the target cannot be asked */
  analyse(draft: Draft): Promise<Analysis> {
    const shard = draft.shards[0];
    if (shard === undefined) throw new Error('a target database has at least one shard');
    return this.reading.read(shard.id, async (connection, server) => {
      const text = readText(draft.statements, sqlMode(server.sqlMode, server.version), server.maxAllowedPacket);
      if (text.findings.length > 0) return { findings: [...text.findings], plan: null, preview: null };
      const statements = await this.proof.prove(connection, server, text.statements.map(readStatement));
      const tables = await readPlannedTables(connection, tablesToRead(statements, shard.schema));
      return this.judge(draft, { connection, server, shard, statements, tables });
    });
  }

  private async judge(draft: Draft, reading: Reading): Promise<Analysis> {
    const { connection, server, shard, statements, tables } = reading;
    const plan = planChange({ statements, tables, server, schema: shard.schema, hash: sha256 });
    const first = statements.slice(0, shown);
    const texts = first.map(({ number, statement }) => ({ number, text: statement.text }));
    const milliseconds = Math.floor(previewMs / Math.max(first.length, 2));
    const takenAt = this.clock.now().toISOString();
    const [prepared, preview] = await Promise.all([
      this.reading.asExecutor(shard.id, (executor) => prepareCheck(executor, texts, server.sqlMode)),
      previewChange(connection, { plan: firstOf(plan), statements: first, tables, takenAt, milliseconds }),
    ]);
    const counted = matchedRows(preview, plan.statements.length);
    const planned = await this.planRun(plan, reading, counted);
    const reviewed = review({
      statements: statements.map((each) => ({ ...each, ast: parseAst(each.statement.expanded) })),
      tables,
      schema: shard.schema,
      lowerCaseTableNames: server.lowerCaseTableNames,
      environment: draft.database.environment,
      expectedRows: draft.expectedRows,
      counted: preview.statements,
    });
    return {
      findings: distinctFindings([...reviewed, ...prepared, ...runsWhole(planned)]),
      plan: draft.shards.length > 1 ? onManyShards(planned, draft.shards.length) : planned,
      preview,
    };
  }

  /** In chunks or whole, with the target's own proof of the chunks. */
  private async planRun(
    plan: RollbackPlan,
    { connection, server, shard, statements, tables }: Reading,
    matched: RunInput['matched'],
  ): Promise<RollbackPlan> {
    const { lowerCaseTableNames } = server;
    const input: RunInput = { plan, statements, tables, schema: shard.schema, lowerCaseTableNames, matched };
    return planRun(input, await askDigests(connection, runQuestions(input), server.sqlMode));
  }
}

function firstOf(plan: RollbackPlan): RollbackPlan {
  return { ...plan, statements: plan.statements.slice(0, shown) };
}

/** A change of several shards is planned on the first one; until each has a plan of its own, it is not run. */
function onManyShards(plan: RollbackPlan, shards: number): RollbackPlan {
  const reason = { code: 'several-shards', params: { shards } } as const;
  // First: it stands above whatever else there is to say.
  return { ...plan, verdict: 'none', runnable: false, reasons: [reason, ...plan.reasons] };
}
