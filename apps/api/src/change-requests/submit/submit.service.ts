// Stage `submit`: guard, validate, insert. What a target would refuse to read is answered at once, so that the text stays in the editor.
import { Injectable } from '@nestjs/common';
import type { ChangeKind, FileChange, Finding, RevisionInput } from '@sluice/contracts';
import { split, sqlMode, type Statement } from '@sluice/sql';
import { DataSource } from 'typeorm';
import type { Actor } from '../../access/actor.js';
import { authorizeSeen } from '../../access/can.js';
import { Transactions } from '../../database/transactions.js';
import { ProblemError, type ProblemIssues } from '../../http/problem-error.js';
import { Nudge } from '../../queue/nudge.js';
import { TargetDirectory } from '../../targets/target-directory.js';
import { ChangeRequestEntity } from '../store/change-request.entity.js';
import { Filing, type RevisionContent } from '../store/filing.js';
import { headlineOf } from '../store/headline.js';
import { targetFailure } from '../target/target-failure.js';
import { TargetReading } from '../target/target-reading.js';
import { changeKind } from '../text/change-kind.js';
import { readAccessText } from '../text/read-access-text.js';
import { readAnywhere, readText } from '../text/read-text.js';

@Injectable()
export class SubmitService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly directory: TargetDirectory,
    private readonly reading: TargetReading,
    private readonly filing: Filing,
    private readonly nudge: Nudge,
  ) {}

  /** Answers the id of the new request. @throws ProblemError `not-allowed`, `invalid` */
  async file(actor: Actor, input: FileChange): Promise<number> {
    const database = await this.directory.database(input.targetDatabaseId);
    const teamId = database.team.id;
    const resource = { teamId, requesterId: actor.accountId };
    authorizeSeen(actor, 'target-database.read', 'change-request.file', resource);
    const { kind, content } = await this.validate(database.id, input);
    const id = await this.transactions.run((manager) =>
      this.filing.file(manager, {
        kind,
        teamId,
        targetDatabaseId: database.id,
        requesterId: actor.accountId,
        rollback: null,
        content,
      }),
    );
    await this.nudge.poke('dispatch', id);
    return id;
  }

  /** An edit is a new revision: it starts over, and approvals of the one before are void. @throws ProblemError, StateChangedError */
  async revise(actor: Actor, id: number, input: RevisionInput): Promise<void> {
    const found = await this.dataSource.manager.findOneBy(ChangeRequestEntity, { id });
    if (found === null) throw new ProblemError('not-found');
    authorizeSeen(actor, 'change-request.read', 'change-request.revise', found);
    // Its content is the original's, undone: there is no text to edit.
    if (found.rollbackOf !== null) throw new ProblemError('not-allowed', { action: 'change-request.revise' });
    const { kind, content } = await this.validate(found.targetDatabaseId, input);
    await this.transactions.run(async (manager) => {
      const request = await manager.findOneOrFail(ChangeRequestEntity, {
        where: { id },
        lock: { mode: 'pessimistic_write' },
      });
      const record = { actorId: actor.accountId, action: 'change.revised', params: {} } as const;
      await this.filing.revise(manager, request, 'revise', { ...content, kind }, record);
    });
    await this.nudge.poke('dispatch', id);
  }

  private async validate(
    databaseId: number,
    input: RevisionInput,
  ): Promise<{ kind: ChangeKind; content: RevisionContent }> {
    const { findings, count, kind } = await this.read(databaseId, input.statements);
    if (findings.length > 0) throw new ProblemError('invalid', {}, findings.map(issueOf));
    const { statements, reason, expectedRows, checks } = input;
    const headline = headlineOf(statements);
    return { kind, content: { statements, headline, statementCount: count, reason, expectedRows, checks } };
  }

  /** A target that is down now is no reason to lose the text: then the analysis reads it later. */
  private async read(databaseId: number, text: string): Promise<Read> {
    const anywhere = readAnywhere(text);
    const { statements: anyhow } = split(text, sqlMode('', ''));
    const { kind, findings: refused } = said(anyhow, anywhere);
    const [shard] = await this.directory.shards(databaseId);
    if (anywhere.length > 0 || shard === undefined) return { findings: refused, count: 1, kind };
    try {
      const { sqlMode: mode, version, maxAllowedPacket } = await this.reading.facts(shard.id);
      const { findings, statements } = readText(text, sqlMode(mode, version), maxAllowedPacket);
      return { ...said(statements, findings), count: statements.length };
    } catch (error) {
      if (targetFailure(error) === undefined) throw error;
      return { findings: refused, count: 1, kind };
    }
  }
}

/** A password must not be stored, so a change of access is read before it is. */
function said(statements: readonly Statement[], findings: readonly Finding[]): Pick<Read, 'findings' | 'kind'> {
  const kind = changeKind(statements);
  if (findings.length > 0 || kind !== 'acl') return { findings, kind };
  return { findings: readAccessText(statements).findings, kind };
}

interface Read {
  readonly findings: readonly Finding[];
  readonly count: number;
  readonly kind: ChangeKind;
}

function issueOf({ code, params }: Finding): ProblemIssues[number] {
  const details = Object.entries(params).map(([name, value]) => `${name} ${String(value)}`);
  return { path: 'statements', code, message: details.join(', '), params };
}
