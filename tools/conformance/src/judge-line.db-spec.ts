import { testServers } from '@sluice/testing';
import { DigestAsker } from './digest-asker.ts';
import { judgeLine, type Outcome } from './judge-line.ts';

describe.each(testServers())('a line under several sql_modes on $name', (server) => {
  const judge = async (sql: string, ...flags: string[]): Promise<Outcome> => {
    const asker = await DigestAsker.open(server.adminUrl, flags);
    try {
      return await judgeLine({ kind: '', sql }, asker);
    } finally {
      await asker.close();
    }
  };

  test('a name in double quotes is one only under ANSI_QUOTES', async () => {
    const sql = 'INSERT INTO "a, b" ("c", d) VALUES ("x" + 1, \'y\'), (2, 3)';
    expect(await judge(sql)).toMatchObject({ accepted: false });
    expect(await judge(sql, 'ANSI_QUOTES')).toMatchObject({
      accepted: true,
      refusal: undefined,
      insert: { source: 'values', rows: 2, values: 4 },
    });
  });

  test('a backslash takes the quote behind it only without NO_BACKSLASH_ESCAPES', async () => {
    const sql = "INSERT INTO t VALUES ('\\', '), (2, '\\'')";
    expect(await judge(sql)).toMatchObject({ accepted: true, refusal: undefined, insert: { rows: 2, values: 3 } });
    expect(await judge(sql, 'NO_BACKSLASH_ESCAPES')).toMatchObject({ accepted: false });
    const other = "INSERT INTO t SET a = '\\', b = '\\'";
    expect(await judge(other)).toMatchObject({ accepted: false });
    expect(await judge(other, 'NO_BACKSLASH_ESCAPES', 'ANSI_QUOTES')).toMatchObject({
      accepted: true,
      refusal: undefined,
      insert: { source: 'set', values: 2 },
    });
  });
});
