// The script holds every type of MySQL to the byte, as a value and as a key: guarded as it is, removed, and inserted again from its text.
import { hasMysqlClient, runMysqlClient, testServers } from '@sluice/testing';
import { snapshot } from '../test-support/judge.js';
import { closeStage, openStage, run, type Stage } from '../test-support/story.js';
import { streamRollbackScript } from './rollback-script.js';

jest.setTimeout(60_000);

const allBytes = `x'${Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0')).join('')}'`;
const members = Array.from({ length: 64 }, (_, i) => `'m${String(i)}'`).join(',');

/** Type, values, and whether it may be a key. */
const types: readonly (readonly [string, readonly string[], boolean])[] = [
  ['TINYINT', ['-128', '127', '0'], true],
  ['BOOL', ['TRUE', 'FALSE'], true],
  ['SMALLINT UNSIGNED', ['65535', '0'], true],
  ['MEDIUMINT ZEROFILL', ['7'], true],
  ['INT', ['-2147483648', '2147483647'], true],
  ['BIGINT', ['-9223372036854775808', '9223372036854775807'], true],
  ['BIGINT UNSIGNED', ['18446744073709551615', '9007199254740993'], true],
  ['DECIMAL(65,30)', ['-12345678901234567890123456789012345.123456789012345678901234567891', '0', '1e-30'], true],
  ['DECIMAL(5,2) UNSIGNED', ['999.99', '0.10'], true],
  ['FLOAT', ['1.1', '-0e0', '0e0', '3.4028234e38', '1e-45', '16777217'], true],
  ['FLOAT(7,2)', ['12345.67', '-0.01'], true],
  ['DOUBLE', ['0.1', '-0e0', '1.7976931348623157e308', '5e-324', '9007199254740993', '1e22'], true],
  ['DOUBLE(20,3)', ['12345678901234.567'], true],
  ['BIT(1)', ["b'1'", "b'0'"], true],
  ['BIT(64)', ['~0', '9007199254740993', '0'], true],
  ['DATE', ["'0000-00-00'", "'2024-02-31'", "'2024-00-15'", "'9999-12-31'", "'0001-01-01'"], true],
  ['DATETIME(6)', ["'0000-00-00'", "'2024-02-31 23:59:59.999999'", "'1000-01-01'"], true],
  ['DATETIME', ["'2024-10-27 02:30:00'"], true],
  [
    'TIMESTAMP(6) NULL',
    [
      "'0000-00-00'",
      "'1970-01-01 00:00:01.000001'",
      "'2038-01-19 03:14:07.999999'",
      "'2024-10-27 00:30:00'",
      "'2024-10-27 01:30:00'",
    ],
    false,
  ],
  ['TIME(6)', ["'-838:59:59.000000'", "'838:59:59'", "'-00:00:00.000001'", "'00:00:00'"], true],
  ['YEAR', ['0', '1901', '2155'], true],
  ['CHAR(9)', ["'a'", "'A '", "''", "'é'"], false],
  ['CHAR(9) COLLATE utf8mb4_bin', ["'a'", "'A'", "''"], true],
  [
    'VARCHAR(40) COLLATE utf8mb4_bin',
    [
      "'a'",
      "'a '",
      "''",
      "'it''s'",
      "'\\\\'",
      "'\\\\한\\\\n'",
      "'한\\\\'",
      "'\\n'",
      "'\\0'",
      "'\\Z'",
      "'-- x'",
      "'delimiter ;'",
      "'😀'",
    ],
    true,
  ],
  ['VARCHAR(40) COLLATE utf8mb4_0900_ai_ci', ["'A '", "'b'"], true],
  ['VARCHAR(20) CHARACTER SET latin1', ["_latin1 x'E980'", "_latin1 x'5C27'"], true],
  ['VARCHAR(20) CHARACTER SET ascii', ["'a'"], true],
  ['VARCHAR(20) CHARACTER SET utf8mb3', ["'한글'"], true],
  ['VARCHAR(20) CHARACTER SET euckr', ["'한글'"], true],
  ['VARCHAR(20) CHARACTER SET sjis', ["'ソ表'"], true],
  ['VARCHAR(20) CHARACTER SET gbk', ["'中文'"], true],
  ['VARCHAR(20) CHARACTER SET gb18030', ["'中文😀'"], true],
  ['VARCHAR(20) CHARACTER SET big5', ["'功'"], true],
  ['VARCHAR(20) CHARACTER SET ucs2', ["'한'"], true],
  ['VARCHAR(20) CHARACTER SET utf16', ["'한😀'"], true],
  ['VARCHAR(20) CHARACTER SET utf16le', ["'한😀'"], true],
  ['VARCHAR(20) CHARACTER SET utf32', ["'한😀'"], true],
  ['TINYTEXT', ["'a'"], false],
  ['LONGTEXT CHARACTER SET latin1', ["REPEAT('x', 100000)"], false],
  ['BINARY(4)', ["x'00'", "x'ff20'", "''"], true],
  ['VARBINARY(256)', [allBytes, "''", "x'00'", "x'20'"], true],
  ['LONGBLOB', [allBytes, `REPEAT(${allBytes}, 500)`, "''"], false],
  ["ENUM('1','2','','한''\\\\')", ["'1'", "'2'", "''", '4', '0'], false],
  ["ENUM('1','2','한''\\\\')", ["'1'", "'2'", '3', '0'], true],
  [`SET(${members})`, ['~0', '0', '1', '9223372036854775808', '9007199254740993'], true],
  ["SET('1','2','한\\'')", ['0', '5', "'2'"], true],
  [
    'JSON',
    [
      "'null'",
      "'1'",
      "'1.0'",
      "'-0.0'",
      '\'"a\\\\\\\\n한\\\\""\'',
      '\'{"a":{"b":[1.5,1e300,18446744073709551615,true,null,{}]},"한":[]}\'',
      'NULL',
    ],
    false,
  ],
  [
    'GEOMETRY',
    [
      "ST_GeomFromText('POINT(1 2)')",
      "ST_GeomFromText('POINT(1 2)', 4326)",
      "ST_GeomFromText('GEOMETRYCOLLECTION EMPTY')",
    ],
    false,
  ],
  ['POLYGON SRID 4326', ["ST_GeomFromText('POLYGON((0 0, 0 1, 1 1, 0 0))', 4326)"], false],
  ['GEOMETRYCOLLECTION', ["ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 1), LINESTRING(0 0, 1 -0.0))')"], false],
  ['VECTOR(3)', ["STRING_TO_VECTOR('[1.1, -0.0, 3e38]')"], false],
];

const describeWithClient = hasMysqlClient() ? describe : describe.skip;

describeWithClient.each(testServers())('rollback script on $name holds', (server) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(server);
  });
  afterAll(() => closeStage(stage));
  beforeEach(async () => {
    await stage.admin.query('DROP TABLE IF EXISTS t');
    await stage.admin.query(
      "SET SESSION sql_mode = 'ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO', time_zone = '+00:00', foreign_key_checks = 1",
    );
  });

  /** Every row is touched, and no value in question changes: guarded, deleted and inserted as it was. */
  async function comesBack(text: string): Promise<void> {
    const before = await snapshot(stage.admin, 't');
    const { plan, key, result } = await run(stage, text);
    expect({ reasons: plan.reasons, result }).toMatchObject({ reasons: [], result: { outcome: 'effect' } });
    let script = '';
    for await (const piece of streamRollbackScript(stage.target, { key, plan, about: [] })) script += piece;
    expect(script).toContain('-- Exact for every column.');
    expect(await snapshot(stage.admin, 't')).not.toEqual(before);
    const { output } = await runMysqlClient(server, script, [
      `--database=${stage.scratch.name}`,
      '--max-allowed-packet=64M',
    ]);
    expect(output).toContain('Everything is put back.');
    expect(await snapshot(stage.admin, 't')).toEqual(before);
  }

  it.each(types)('%s as a value', async (type, values) => {
    await stage.admin.query(
      `CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, v ${type}, pad INT INVISIBLE NOT NULL)`,
    );
    for (const value of values) await stage.admin.query(`INSERT INTO t (v, pad) VALUES (${value}, 1)`);
    await comesBack('UPDATE t SET pad = pad + 1');
    await comesBack('DELETE FROM t');
  });

  it.each(types.filter(([, , isKey]) => isKey))('%s as a key', async (type, values) => {
    await stage.admin.query(`CREATE TABLE t (v ${type} NOT NULL PRIMARY KEY, pad INT NOT NULL)`);
    for (const value of values) await stage.admin.query(`INSERT IGNORE INTO t (v, pad) VALUES (${value}, 1)`);
    await comesBack('UPDATE t SET pad = pad + 1');
  });

  it('generated and invisible columns and a generated key', async () => {
    await stage.admin.query('SET SESSION sql_generate_invisible_primary_key = 1');
    await stage.admin.query(
      'CREATE TABLE t (a INT, hidden VARCHAR(9) INVISIBLE, v INT AS (a + 1), s VARCHAR(20) AS (CONCAT(hidden, a)) STORED, KEY (v))',
    );
    await stage.admin.query('SET SESSION sql_generate_invisible_primary_key = 0');
    await stage.admin.query("INSERT INTO t (a, hidden) VALUES (1, 'x'), (2, NULL), (2, NULL)");
    await comesBack('UPDATE t SET a = a + 1');
    await comesBack('DELETE FROM t WHERE a = 2');
  });

  it.each([
    ['a date', "JSON_OBJECT('v', DATE'2020-01-01')"],
    ['a decimal', 'JSON_ARRAY(CAST(1.5 AS DECIMAL(9,0)))'],
    ['a decimal as long as a double', 'JSON_ARRAY(CAST(123456789 AS DECIMAL(9,0)))'],
    ['a small unsigned number', "JSON_OBJECT('v', JSON_ARRAY(1, CAST(5 AS UNSIGNED)))"],
    ['bytes', "JSON_OBJECT('v', x'00ff')"],
    ['a time on top', "CAST(TIME'10:00:00' AS JSON)"],
  ])('not JSON with %s, and says so', async (_, value) => {
    await stage.admin.query('CREATE TABLE t (id INT PRIMARY KEY, j JSON)');
    await stage.admin.query(`INSERT INTO t VALUES (1, ${value}), (2, '{}')`);
    const { plan, key } = await run(stage, 'DELETE FROM t WHERE id = 1');
    let script = '';
    for await (const piece of streamRollbackScript(stage.target, { key, plan, about: [] })) script += piece;
    expect(script).toContain(`-- NOT EXACT: ${stage.scratch.name}.t.j`);
  });
});
