// The act of an idempotent request is the first transaction of its handler. What it gave is kept in that very transaction, so whoever
// asks again after an answer was lost gets the rest of the handler with that result, and the act is not done a second time.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { EntityManager } from 'typeorm';

export interface OneAct {
  /** Set when a request that was cut off has done the act: what it gave. */
  readonly done: { readonly result: unknown } | null;
  /** Runs at the end of the act's transaction; a throw aborts it. */
  keep(manager: EntityManager, result: unknown): Promise<void>;
}

const present = new AsyncLocalStorage<{ act: OneAct | null }>();

/** Runs `work`, whose first transaction is the act. */
export function withOneAct<T>(act: OneAct, work: () => Promise<T>): Promise<T> {
  return present.run({ act }, work);
}

/** The act that this transaction is, or null; the next one is none. */
export function takeOneAct(): OneAct | null {
  const place = present.getStore();
  const act = place?.act ?? null;
  if (place !== undefined) place.act = null;
  return act;
}
