// Column types by family: how each is written, which values it takes in every mode, and which only a lax one.
import type { Random } from '../random.ts';

export interface ColumnType {
  readonly family: string;
  /** Type with character set and collation. */
  readonly ddl: string;
  /** A literal that is valid in strict modes too. */
  value(random: Random): string;
  /** A literal that only lax modes store. */
  readonly odd: readonly string[];
  /** Expressions over the column that are valid for each of its values; `column` is quoted. */
  changes(column: string): readonly string[];
  /** Conditions over the column. */
  tests(column: string, random: Random): readonly string[];
}

export interface Literals {
  /** A string literal in the session's sql_mode. */
  text(value: string): string;
}

type Make = (random: Random, literals: Literals) => ColumnType;

function compared(value: (random: Random) => string): ColumnType['tests'] {
  return (column, random) => [
    `${column} IS NULL`,
    `${column} IS NOT NULL`,
    `${column} = ${value(random)}`,
    `${column} <> ${value(random)}`,
    `${column} > ${value(random)}`,
    `${column} IN (${value(random)}, ${value(random)})`,
    `NOT ${column} <=> ${value(random)}`,
  ];
}

function type(
  family: string,
  ddl: string,
  values: readonly string[],
  more: Partial<Pick<ColumnType, 'odd' | 'changes' | 'tests'>> = {},
): ColumnType {
  const value = (random: Random): string => random.pick(values);
  return { family, ddl, value, odd: [], changes: () => [], tests: compared(value), ...more };
}

const integers: Make = (random) => {
  const [name, min, max] = random.pick([
    ['TINYINT', -128n, 127n],
    ['SMALLINT', -32_768n, 32_767n],
    ['MEDIUMINT', -8_388_608n, 8_388_607n],
    ['INT', -2_147_483_648n, 2_147_483_647n],
    ['BIGINT', -9_223_372_036_854_775_808n, 9_223_372_036_854_775_807n],
  ] as const);
  return type('integer', name, ['0', '1', '-1', '7', '100', String(min), String(max)], {
    odd: ["'12abc'", '1e30'],
    changes: (column) => [`${column} DIV 2`, `-(${column} DIV 2)`, `COALESCE(${column} % 50, 3)`, `NOT ${column}`],
  });
};

const unsigned: Make = (random) => {
  const [name, max] = random.pick([
    ['TINYINT UNSIGNED', 255n],
    ['INT(8) UNSIGNED ZEROFILL', 4_294_967_295n],
    ['BIGINT UNSIGNED', 18_446_744_073_709_551_615n],
  ] as const);
  return type('unsigned', name, ['0', '1', '7', '200', String(max)], {
    odd: ['-5', "'x'"],
    changes: (column) => [`${column} DIV 2`, `${column} & 15`, `COALESCE(${column}, 9) % 5`],
  });
};

const decimals: Make = (random) => {
  const ddl = random.pick(['DECIMAL(10,2)', 'DECIMAL(65,30)', 'DECIMAL(5,0) UNSIGNED', 'NUMERIC(20,6)']);
  const values = ['0', '1.50', '0.01', '12.30', '999', '7e0'];
  if (!ddl.includes('UNSIGNED')) values.push('-1.5', '-0.01');
  return type('decimal', ddl, values, {
    odd: ["'1.5x'", '1e60'],
    changes: (column) => [`${column} / 3`, `ROUND(${column} / 2, 1)`, `COALESCE(${column}, 1) * 0.5`],
  });
};

const floats: Make = (random) => {
  const ddl = random.pick(['FLOAT', 'DOUBLE', 'FLOAT(7,3)', 'DOUBLE UNSIGNED', 'FLOAT']);
  const values = ['0', '0.1e0', '1.1e0', '3.3333333333333333e0', '1e-5', '1234.5678e0'];
  if (ddl === 'DOUBLE') values.push('-0e0', '1.7976931348623157e308', '5e-324', '-2.5e-300');
  if (ddl === 'FLOAT') values.push('-0e0', '3.4028234e38', '1.1754944e-38', '-16777217e0', '1e-44');
  return type('float', ddl, values, {
    odd: ["'1.5x'"],
    changes: (column) => [`${column} / 3`, `COALESCE(${column}, 1) * 0.1e0`, `${column} * 0 `],
    // Equality of a FLOAT with a literal is mostly false.
    tests: (column) => [`${column} IS NOT NULL`, `${column} > 0.5`, `${column} < 2e0`, `${column} <> 0`],
  });
};

const bits: Make = (random) => {
  const width = random.pick([1, 8, 17, 64]);
  const values = ["b'0'", "b'1'", ...(width > 1 ? ["b'101'", "b'11111111'", "x'2a'"] : [])];
  return type('bit', `BIT(${String(width)})`, values, {
    changes: (column) => (width === 1 ? [`${column} ^ b'1'`] : [`${column} & 3`]),
    tests: (column) => [`${column} = b'1'`, `${column} + 0 > 0`, `${column} IS NOT NULL`],
  });
};

const bools: Make = () =>
  type('bool', 'BOOL', ['TRUE', 'FALSE', '1', '0', '2'], { changes: (column) => [`NOT ${column}`] });

const dates: Make = () =>
  type('date', 'DATE', ["'2024-02-29'", "'1999-12-31'", "'1000-01-01'", "'9999-12-31'", "DATE'2020-06-15'"], {
    odd: ["'0000-00-00'", "'2023-00-10'", "'2023-02-31'", "'x'"],
    changes: () => ["DATE'2021-03-04'", 'CURRENT_DATE'],
    tests: (column) => [`${column} IS NOT NULL`, `${column} > '2000-01-01'`, `${column} < '2024-01-01'`],
  });

const times: Make = (random) => {
  const fraction = random.pick(['', '(3)', '(6)']);
  return type(
    'time',
    `TIME${fraction}`,
    ["'12:34:56'", "'-838:59:59'", "'00:00:00'", "'-00:00:01.5'", "'23:59:59.999999'", "'100:00:00.123456'"],
    {
      odd: ["'999:99:99'", "'abc'"],
      changes: () => ["TIME'01:02:03.004'", 'CURRENT_TIME(6)'],
      tests: (column) => [`${column} IS NOT NULL`, `${column} > '00:00:00'`, `${column} < '20:00:00'`],
    },
  );
};

const dateTimes: Make = (random) => {
  const fraction = random.pick(['', '(2)', '(6)']);
  const ddl = `${random.pick(['DATETIME', 'TIMESTAMP', 'TIMESTAMP'])}${fraction}`;
  const values = [
    "'2024-03-31 02:30:00'",
    "'2024-10-27 02:30:00.123456'",
    "'1999-12-31 23:59:59.999'",
    "'2020-06-15 12:00:00'",
    "'2037-01-01 00:00:00'",
  ];
  // 02:30 does not exist in Berlin on the last Sunday of March.
  if (ddl.startsWith('TIMESTAMP')) values.shift();
  return type(ddl.startsWith('TIMESTAMP') ? 'timestamp' : 'datetime', ddl, values, {
    odd: ["'0000-00-00 00:00:00'", ...(ddl.startsWith('DATETIME') ? ["'2023-02-31 01:02:03'", "'2023-00-00'"] : [])],
    changes: () => ["'2021-01-02 03:04:05.678901'", 'NOW(6)', 'CURRENT_TIMESTAMP'],
    tests: (column) => [`${column} IS NOT NULL`, `${column} > '2000-01-01'`, `${column} <> '2020-06-15 12:00:00'`],
  });
};

const years: Make = () =>
  type('year', 'YEAR', ['1999', '2155', '0', "'2024'", '1901'], {
    odd: ['1800', "'x'"],
    changes: () => ['2001', 'YEAR(CURRENT_DATE)'],
  });

const collations: readonly (readonly [string, readonly string[]])[] = [
  ['CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci', ['한글', '🎁', 'É']],
  ['CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci', ['한글', '🎁', 'ß']],
  ['CHARACTER SET utf8mb4 COLLATE utf8mb4_bin', ['한글', 'é']],
  ['CHARACTER SET utf8mb3 COLLATE utf8mb3_general_ci', ['한글', 'é']],
  ['CHARACTER SET latin1 COLLATE latin1_swedish_ci', ['é', 'ü']],
  ['CHARACTER SET latin1 COLLATE latin1_bin', ['é']],
  ['CHARACTER SET euckr', ['한글', '값']],
  ['CHARACTER SET sjis', ['ソ', '表']],
  ['CHARACTER SET gbk', ['中文']],
  ['CHARACTER SET utf16', ['한글', '🎁']],
  ['CHARACTER SET ucs2', ['한글']],
  ['CHARACTER SET utf32', ['🎁']],
  ['CHARACTER SET ascii', ['z']],
  ['CHARACTER SET utf8mb4 COLLATE utf8mb4_ja_0900_as_cs_ks', ['かな', 'カナ']],
  ['CHARACTER SET utf8mb4 COLLATE utf8mb4_tr_0900_ai_ci', ['ı', 'İ']],
  ['CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci', ['ﬀ', 'Å']],
  ['CHARACTER SET gb18030', ['中文', '🎁']],
  ['CHARACTER SET big5', ['中文']],
  ['CHARACTER SET cp932', ['表', '①']],
  ['CHARACTER SET ujis', ['かな']],
  ['CHARACTER SET latin2 COLLATE latin2_czech_cs', ['č']],
  ['CHARACTER SET koi8r', ['д']],
  ['CHARACTER SET tis620', ['ก']],
  ['CHARACTER SET utf16le', ['한글']],
  ['CHARACTER SET cp1251 COLLATE cp1251_bin', ['д']],
];

const strings: Make = (random, { text }) => {
  const [charset, special] = random.pick(collations);
  const ddl = random.pick(['VARCHAR(20)', 'CHAR(10)', 'VARCHAR(20)', 'TEXT', 'TINYTEXT', 'LONGTEXT']);
  const values = ['', 'a', 'A', 'a ', 'abc', "it's", '100%', 'back\\slash', 'line\nbreak', '"q"', '0', ...special];
  const collation = /COLLATE (\w+)/.exec(charset)?.[1];
  return type(ddl.endsWith('TEXT') ? 'text' : 'char', `${ddl} ${charset}`, values.map(text), {
    odd: [text('far too long for twenty characters, surely')],
    changes: (column) => [
      `UPPER(${column})`,
      `CONCAT(LEFT(COALESCE(${column}, ${text('n')}), 3), ${text('x')})`,
      `TRIM(${column})`,
      `REPLACE(${column}, ${text('a')}, ${text('A')})`,
    ],
    tests: (column) => [
      `${column} IS NOT NULL`,
      `${column} <> ${text('a')}`,
      `${column} LIKE ${text('a%')}`,
      `CHAR_LENGTH(${column}) < 4`,
      ...(collation === undefined || collation.startsWith('utf8mb3') || collation.startsWith('latin1')
        ? []
        : [`${column} COLLATE ${collation} >= ${text('A')}`]),
    ],
  });
};

const binaries: Make = (random) => {
  const ddl = random.pick(['BINARY(6)', 'VARBINARY(12)', 'BLOB', 'TINYBLOB', 'MEDIUMBLOB', 'LONGBLOB']);
  const values = ["''", "x'00'", "x'00ff0a1a2722'", "x'e282'", "'abc'", "x'20'"];
  // Beyond what fits into a page of InnoDB.
  if (ddl === 'LONGBLOB' || ddl === 'BLOB') values.push("REPEAT(x'00ff', 9000)");
  return type('binary', ddl, values, {
    odd: ["x'000102030405060708090a0b0c0d0e0f'"],
    changes: (column) => [`REVERSE(${column})`, `CONCAT(LEFT(${column}, 3), x'ff')`],
    tests: (column) => [`${column} IS NOT NULL`, `LENGTH(${column}) > 1`, `${column} <> x'00'`],
  });
};

const enums: Make = (random, { text }) => {
  const members = random.pick([
    ['a', 'b', 'c'],
    ['1', '2', '0'],
    ['', 'x', '한'],
    ["it's", 'Back\\', 'z'],
  ]);
  return type('enum', `ENUM(${members.map(hexText).join(', ')})`, [...members.map(text), '1', '3'], {
    odd: ["'nobody'", '0', '99'],
    changes: (column) => [`(${column} + 0) % 3 + 1`],
    tests: (column) => [`${column} IS NOT NULL`, `${column} + 0 > 1`, `${column} <> ${text(members[0] ?? '')}`],
  });
};

const sets: Make = (_random, { text }) =>
  type('set', `SET('r','w','x','1')`, [text(''), text('r'), text('r,w'), text('x,1'), '5', '15'], {
    odd: ["'r,nobody'", '77'],
    changes: (column) => [`${column} & 7`, `(${column} ^ 2) & 15`],
    tests: (column) => [`${column} IS NOT NULL`, `FIND_IN_SET('r', ${column})`, `${column} + 0 > 1`],
  });

/** A member of an ENUM in any sql_mode, backslash or not. */
function hexText(value: string): string {
  return value === '' ? "''" : `x'${Buffer.from(value, 'utf8').toString('hex')}'`;
}

const jsons: Make = () =>
  type(
    'json',
    'JSON',
    [
      'JSON_OBJECT()',
      `CAST('{"x": 1.0, "y": [1, 2, {"z": null}]}' AS JSON)`,
      "JSON_OBJECT('a', 1, 'd', CAST('2024-02-29' AS DATE), 't', CAST('01:02:03.5' AS TIME(3)))",
      "JSON_OBJECT('a', 1.10, 'f', 1e0, 'u', 18446744073709551615, 'n', NULL)",
      "JSON_ARRAY(CAST(1.5 AS DECIMAL(30,10)), 1.5e0, CAST('2020-01-01 00:00:00.123456' AS DATETIME(6)))",
      "JSON_OBJECT('b', x'00ff', 's', '한글')",
      'CAST(\'"text"\' AS JSON)',
      "CAST('1' AS JSON)",
      "CAST('1.0' AS JSON)",
      "CAST('null' AS JSON)",
      "CAST('-0.0' AS JSON)",
      "JSON_ARRAY(JSON_ARRAY(CAST('2024-02-29' AS DATE), CAST(1.50 AS DECIMAL(5,2))), JSON_OBJECT('u', CAST(5 AS UNSIGNED), 'i', 5))",
      "JSON_OBJECT('deep', JSON_OBJECT('bits', CAST(x'ff00' AS BINARY), 'y', CAST(2024 AS YEAR), 'f', 0.1e0, 'd', 0.1))",
      "JSON_OBJECT('g', ST_AsGeoJSON(ST_GeomFromText('POINT(1 2)')), 'empty', '', 'minus', -0e0)",
      "CAST(CAST('2024-02-29 01:02:03.000004' AS DATETIME(6)) AS JSON)",
      'CAST(1.50 AS JSON)',
    ],
    {
      changes: (column) => [
        `JSON_SET(COALESCE(${column}, JSON_OBJECT()), '$.a', 2)`,
        `JSON_REMOVE(${column}, '$.a')`,
        `JSON_SET(${column}, '$.x', 1)`,
        `JSON_ARRAY(${column})`,
      ],
      tests: (column) => [
        `${column} IS NOT NULL`,
        `JSON_EXTRACT(${column}, '$.a') IS NULL`,
        `${column}->'$.a' = 1`,
        `JSON_TYPE(${column}) = 'OBJECT'`,
      ],
    },
  );

const spatials: Make = (random) => {
  const srid = random.pick([0, 4326, 3857]);
  const geo = (wkt: string): string => `ST_GeomFromText('${wkt}', ${String(srid)})`;
  const ddl = random.pick([
    ...['POINT', 'GEOMETRY', 'LINESTRING', 'POLYGON', `POINT /*!80003 SRID ${String(srid)} */`],
    ...[`GEOMETRY SRID ${String(srid)}`, 'MULTIPOINT', 'GEOMETRYCOLLECTION'],
  ]);
  const all: Record<string, string[]> = {
    POINT: [geo('POINT(1 2)'), geo('POINT(0.1 -3.5)')],
    LINESTRING: [geo('LINESTRING(0 0, 1 1, 2 0)'), geo('LINESTRING(5 5, 6 6)')],
    MULTIPOINT: [geo('MULTIPOINT(0 0, 1 1)'), geo('MULTIPOINT(3 4)')],
    GEOMETRYCOLLECTION: [geo('GEOMETRYCOLLECTION EMPTY'), geo('GEOMETRYCOLLECTION(POINT(1 1), LINESTRING(0 0, 1 1))')],
    POLYGON: [geo('POLYGON((0 0, 0 3, 3 3, 3 0, 0 0))'), geo('POLYGON((1 1, 1 2, 2 2, 1 1))')],
  };
  const values = all[ddl.split(' ')[0] ?? ''] ?? Object.values(all).flat();
  return type('spatial', ddl, values, {
    changes: (column) => (ddl === 'GEOMETRY' ? [`ST_SRID(${column}, 0)`] : []),
    tests: (column) => [`${column} IS NOT NULL`, `ST_SRID(${column}) = ${String(srid)}`],
  });
};

const vectors: Make = (random) =>
  type(
    'vector',
    random.pick(['VECTOR(3)', 'VECTOR(3)', 'VECTOR', 'VECTOR(2000)']),
    [
      "STRING_TO_VECTOR('[1,2,3]')",
      "STRING_TO_VECTOR('[0.1,-0.5]')",
      "STRING_TO_VECTOR('[1e-5,3e10,7]')",
      "STRING_TO_VECTOR('[-0.0,1.1754944e-38]')",
    ],
    {
      tests: (column) => [`${column} IS NOT NULL`, `VECTOR_DIM(${column}) > 2`],
    },
  );

export const families: readonly Make[] = [
  ...[integers, unsigned, decimals, floats, bits, bools, dates, times, dateTimes, dateTimes, years],
  ...[strings, strings, strings, binaries, enums, sets, jsons, jsons, spatials, vectors],
];
