import { chunkOf, statementOf } from '../orders.ts';
import type { Peer } from '../peer.ts';

/** Nothing is kept. */
export const plainWhole: Peer = {
  name: 'plain DML, whole',
  async change({ connection, operation }) {
    await connection.query(statementOf(operation));
  },
};

/** In the very ranges that ours took, a transaction each. `upTo`: the last key of each chunk. */
export function plainInChunks(upTo: readonly string[]): Peer {
  return {
    name: 'plain DML, same chunks',
    async change({ connection, operation }) {
      for (const [i, last] of upTo.entries()) await connection.query(chunkOf(operation, upTo[i - 1] ?? null, last));
    },
  };
}
