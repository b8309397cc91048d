import type { Connection } from 'mysql2/promise';
import type { Operation } from './orders.ts';

/** One way to change many rows so that they can come back. It leaves the table as the change left it. */
export interface Peer {
  readonly name: string;
  /** Makes ready what is not part of the change. */
  prepare?(work: Work): Promise<void>;
  /** The change, with whatever it takes to be able to undo it. */
  change(work: Work): Promise<void>;
  /** Puts the rows back; absent: there is no way back. */
  back?(work: Work): Promise<void>;
}

export interface Work {
  readonly connection: Connection;
  readonly operation: Operation;
}
