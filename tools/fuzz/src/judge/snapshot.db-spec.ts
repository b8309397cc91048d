// What the judge must tell apart: pairs that look alike to one comparison or another.
import { createScratchSchema, openAdmin, testServers, type ScratchSchema } from '@sluice/testing';
import type { Connection } from 'mysql2/promise';
import { differences, prepareJudge, snapshot } from './snapshot.ts';

const pairs: readonly (readonly [type: string, one: string, other: string])[] = [
  ['FLOAT', '1.1', '1.1000001'],
  ['FLOAT', '0', '-0e0'],
  ['DOUBLE', '0e0', '-0e0'],
  ['DOUBLE', '0.1', '0.10000000000000002'],
  ['VARCHAR(9) COLLATE utf8mb4_general_ci', "'a'", "'A'"],
  ['VARCHAR(9) COLLATE utf8mb4_general_ci', "'a'", "'a '"],
  ['VARCHAR(9)', "''", 'NULL'],
  ['VARCHAR(9)', "'NULL'", 'NULL'],
  ['VARBINARY(9)', "x'00'", "x'0000'"],
  ['JSON', `'{"x": 1}'`, `'{"x": 1.0}'`],
  ['JSON', 'JSON_ARRAY(CAST(1.5 AS DECIMAL(9,3)))', 'JSON_ARRAY(1.5e0)'],
  ['JSON', "CAST('null' AS JSON)", 'NULL'],
  ["ENUM('a','')", "''", "'nobody'"],
  ['BIT(9)', "b'1'", "b'100000001'"],
  ['DATETIME(6)', "'2020-01-01'", "'2020-01-01 00:00:00.000001'"],
  ['DATE', "'0000-00-00'", "'2020-00-00'"],
  ['DECIMAL(9,3)', '1.001', '1.002'],
  ['GEOMETRY', "ST_GeomFromText('POINT(1 2)', 0)", "ST_GeomFromText('POINT(1 2)', 3857)"],
  ['VARCHAR(9) INVISIBLE', "'a'", "'b'"],
];

describe.each(testServers())('the judge on $name', (server) => {
  let admin: Connection;
  let scratch: ScratchSchema;
  beforeAll(async () => {
    admin = await openAdmin(server);
    scratch = await createScratchSchema(admin);
    await prepareJudge(admin);
  });
  afterAll(async () => {
    await scratch.drop();
    await admin.end();
  });

  it.each(pairs)('tells %s %s from %s', async (type, one, other) => {
    await admin.query('DROP TABLE IF EXISTS t');
    await admin.query(`CREATE TABLE t (id INT PRIMARY KEY, v ${type})`);
    const contents = [];
    for (const value of [one, other, one]) {
      await admin.query('DELETE FROM t');
      await admin.query(`INSERT IGNORE INTO t (id, v) VALUES (1, ${value})`);
      contents.push(await snapshot(admin, scratch.name));
    }
    const [first = new Map(), second = new Map(), third = new Map()] = contents;
    expect(differences(first, second)).not.toEqual([]);
    expect(differences(first, third)).toEqual([]);
  });

  it('takes no notice of the next auto-increment value alone', async () => {
    await admin.query('DROP TABLE IF EXISTS t');
    await admin.query('CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY)');
    await admin.query('INSERT INTO t VALUES (1)');
    const before = await snapshot(admin, scratch.name);
    await admin.query('ALTER TABLE t AUTO_INCREMENT = 100');
    expect(differences(before, await snapshot(admin, scratch.name))).toEqual([]);
    await admin.query('ALTER TABLE t ADD KEY by_id (id)');
    expect(differences(before, await snapshot(admin, scratch.name))).toMatchObject([{ definition: true }]);
  });
});
