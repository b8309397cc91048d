// A statement longer than the target's digests reach is proved by another server of the same series, or not at all.
import { connectTarget, readServerFacts, type TargetConnection } from '@sluice/mysql';
import type { ReadStatement, ServerFacts } from '@sluice/rollback';
import { split, sqlMode } from '@sluice/sql';
import { testServers } from '@sluice/testing';
import { mysqlAddress, type MysqlAddress } from '../../config/mysql-address.js';
import { readStatement } from '../analyse/read-statement.js';
import { DigestProof } from './digest-proof.js';

describe.each(testServers())('proving on $name', (server) => {
  let connection: TargetConnection;
  let facts: ServerFacts;

  beforeAll(async () => {
    const { hostname, port, username, password } = new URL(server.adminUrl);
    const account = { user: decodeURIComponent(username), password: decodeURIComponent(password) };
    connection = await connectTarget({ host: hostname, port: Number(port || 3306), ...account, schema: 'mysql' });
    facts = await readServerFacts(connection);
  });

  afterAll(() => connection.close());

  const read = (text: string): ReadStatement[] =>
    split(text, sqlMode(facts.sqlMode, facts.version)).statements.map(readStatement);
  const short = 'UPDATE t SET a = 1 WHERE id = 1';
  const long = `UPDATE t SET a = 1 WHERE id IN (${Array.from({ length: 100 }, (_, id) => id).join(', ')})`;
  const proofs = async (digestMysql: MysqlAddress | null, target: Partial<ServerFacts>) => {
    const proved = await new DigestProof({ digestMysql }).prove(
      connection,
      { ...facts, ...target },
      read(`${short}; ${long}; DROP TABLE t`),
    );
    return proved.map(({ proof }) => (proof === null || proof.proved ? proof?.proved : proof.refusal.code));
  };

  it('asks the target where its digests reach', async () => {
    expect(await proofs(null, {})).toEqual([true, true, undefined]);
  });

  it('refuses what is longer, saying so', async () => {
    expect(await proofs(null, { maxDigestLength: 200 })).toEqual([true, 'statement-too-long-for-digest', undefined]);
  });

  it('asks a server of the same series for that one', async () => {
    expect(await proofs(mysqlAddress(`${server.adminUrl.replace(/\/$/, '')}/mysql`), { maxDigestLength: 200 })).toEqual(
      [true, true, undefined],
    );
  });

  it('does not believe a server of another series: it may read the text differently', async () => {
    const target = { maxDigestLength: 200, versionNumber: facts.versionNumber + 100 };
    expect(await proofs(mysqlAddress(`${server.adminUrl.replace(/\/$/, '')}/mysql`), target)).toEqual([
      true,
      'statement-too-long-for-digest',
      undefined,
    ]);
  });
});
