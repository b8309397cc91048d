// Reads a target by its reader account: short connections, and what the server says of itself kept for a minute.
import { Injectable } from '@nestjs/common';
import type { CredentialPurpose } from '@sluice/contracts';
import { connectTarget, readServerFacts, type TargetConnection } from '@sluice/mysql';
import type { ServerFacts } from '@sluice/rollback';
import { TargetDirectory } from '../../targets/target-directory.js';

/** Server settings change seldom; the run itself reads them afresh and aborts on a difference. */
const factsLiveMs = 60_000;
const connectTimeoutMs = 3_000;

@Injectable()
export class TargetReading {
  private readonly known = new Map<number, { readonly facts: ServerFacts; readonly until: number }>();

  constructor(private readonly directory: TargetDirectory) {}

  /** @throws TargetError (connecting, or whatever `read` throws), ProblemError where the target has no reader account */
  read<T>(shardId: number, read: (connection: TargetConnection, facts: ServerFacts) => Promise<T>): Promise<T> {
    return this.connected(shardId, 'reader', async (connection) =>
      read(connection, this.fresh(shardId) ?? (await this.learn(shardId, connection))),
    );
  }

  /**
   * For what needs the executor's privileges though it runs nothing: the server checks them when it prepares a statement.
   * @throws as `read`
   */
  asExecutor<T>(shardId: number, ask: (connection: TargetConnection) => Promise<T>): Promise<T> {
    return this.connected(shardId, 'executor', ask);
  }

  /** For accounts and their privileges, which only the account that gives access sees. @throws as `read` */
  asGrantor<T>(shardId: number, ask: (connection: TargetConnection) => Promise<T>): Promise<T> {
    return this.connected(shardId, 'grantor', ask);
  }

  /** What the server says of itself, asked only when it was not asked lately. @throws as `read` */
  async facts(shardId: number): Promise<ServerFacts> {
    return this.fresh(shardId) ?? this.read(shardId, async (_, facts) => facts);
  }

  private async connected<T>(
    shardId: number,
    purpose: CredentialPurpose,
    ask: (connection: TargetConnection) => Promise<T>,
  ): Promise<T> {
    const options = await this.directory.connectionOptions(shardId, purpose);
    const connection = await connectTarget({ ...options, connectTimeoutMs });
    try {
      return await ask(connection);
    } finally {
      await connection.close();
    }
  }

  private fresh(shardId: number): ServerFacts | undefined {
    const known = this.known.get(shardId);
    return known !== undefined && known.until > performance.now() ? known.facts : undefined;
  }

  private async learn(shardId: number, connection: TargetConnection): Promise<ServerFacts> {
    const facts = await readServerFacts(connection);
    this.known.set(shardId, { facts, until: performance.now() + factsLiveMs });
    return facts;
  }
}
