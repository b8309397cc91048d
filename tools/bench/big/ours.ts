// Drives ours-process.ts: a process for each change, as old as the change.
import { fork } from 'node:child_process';
import type { Target } from '@sluice/mysql';
import { statementOf, type Operation } from './orders.ts';

export type Ask =
  | { readonly step: 'plan'; readonly target: Target; readonly statement: string; readonly matched: number }
  | { readonly step: 'run' }
  | { readonly step: 'undo' };

interface Measured {
  readonly milliseconds: number;
  readonly rows: number;
  /** Resident memory at its highest, above that of the idle process. */
  readonly overIdleMiB: number;
}

export type Answer =
  | { readonly step: 'plan'; readonly milliseconds: number }
  | (Measured & { readonly step: 'run'; readonly upTo: readonly string[] })
  | (Measured & { readonly step: 'undo' })
  | { readonly step: 'failed'; readonly message: string };

export interface Ours {
  readonly planMilliseconds: number;
  run(): Promise<Measured & { readonly upTo: readonly string[] }>;
  undo(): Promise<Measured>;
  end(): void;
}

/** As the launcher starts the worker, and with a collector that can be asked. */
const nodeFlags = ['--max-old-space-size=768', '--max-semi-space-size=16', '--expose-gc'];

/** @throws Error where the plan is not exact */
export async function startOurs(url: string, schema: string, operation: Operation, matched: number): Promise<Ours> {
  const child = fork(new URL('./ours-process.ts', import.meta.url), { execArgv: nodeFlags });
  const ask = <S extends Ask['step']>(question: Extract<Ask, { step: S }>): Promise<Extract<Answer, { step: S }>> =>
    new Promise((done, failed) => {
      const ended = (code: number | null): void => failed(new Error(`ours ended with ${String(code)}`));
      child.once('exit', ended);
      child.once('message', (answer: Answer) => {
        child.off('exit', ended);
        if (answer.step === 'failed') failed(new Error(answer.message));
        else done(answer as Extract<Answer, { step: S }>);
      });
      child.send(question);
    });
  const { hostname, port, username, password } = new URL(url);
  const target: Target = {
    host: hostname,
    port: Number(port),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    schema,
  };
  try {
    const plan = await ask({ step: 'plan', target, statement: statementOf(operation), matched });
    return {
      planMilliseconds: plan.milliseconds,
      run: () => ask({ step: 'run' }),
      undo: () => ask({ step: 'undo' }),
      end: () => child.kill(),
    };
  } catch (error) {
    child.kill();
    throw error;
  }
}
