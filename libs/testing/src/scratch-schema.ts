import { randomBytes } from 'node:crypto';

import type { Connection } from 'mysql2/promise';

export interface ScratchSchema {
  /** `sluice_test_…`, unique; needs no quoting. */
  readonly name: string;
  drop(): Promise<void>;
}

/** Makes an empty schema and selects it on the connection. What a killed run leaves behind is dropped when the servers next start. */
export async function createScratchSchema(admin: Connection): Promise<ScratchSchema> {
  const name = `sluice_test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await admin.query(`CREATE DATABASE \`${name}\``);
  await admin.query(`USE \`${name}\``);
  return {
    name,
    async drop() {
      await admin.query(`DROP DATABASE IF EXISTS \`${name}\``);
    },
  };
}
