// The one way to write to the portal database: READ COMMITTED, a bounded number of new tries after a deadlock, and
// work that waits for the commit (nudges must never announce what may still be undone).
import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { describeError, mysqlErrno } from './database-error.js';
import { takeOneAct } from './one-act.js';

const maxTries = 4;
const deadlock = 1213;

type AfterCommit = () => void | Promise<void>;

@Injectable()
export class Transactions {
  private readonly logger = new Logger(Transactions.name);
  private readonly waiting = new WeakMap<EntityManager, AfterCommit[]>();

  constructor(private readonly dataSource: DataSource) {}

  /** Runs `work` in one transaction. `work` runs again from its start after a deadlock: it must keep its effects inside. */
  async run<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const act = takeOneAct();
    if (act !== null && act.done !== null) return act.done.result as T;
    for (let tries = 1; ; tries += 1) {
      const afterCommit: AfterCommit[] = [];
      try {
        const result = await this.dataSource.transaction('READ COMMITTED', async (manager) => {
          this.waiting.set(manager, afterCommit);
          const given = await work(manager);
          await act?.keep(manager, given);
          return given;
        });
        for (const act of afterCommit) await this.quietly(act);
        return result;
      } catch (error) {
        if (mysqlErrno(error) !== deadlock || tries === maxTries) throw error;
      }
    }
  }

  /** Runs `act` once the transaction of `manager` is committed; a failure there is logged, for the act cannot be undone. */
  afterCommit(manager: EntityManager, act: AfterCommit): void {
    const waiting = this.waiting.get(manager);
    if (waiting === undefined) throw new Error('afterCommit needs the manager of a running Transactions.run');
    waiting.push(act);
  }

  private async quietly(act: AfterCommit): Promise<void> {
    try {
      await act();
    } catch (error) {
      this.logger.error(`after commit: ${describeError(error)}`);
    }
  }
}
