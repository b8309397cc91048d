// Random statements over random rows of every type: what runs comes back exactly, what is refused left nothing. fast-check prints the seed of a
// failure; SLUICE_FUZZ_RUNS and SLUICE_FUZZ_SEED make more runs, or the same ones again.
import fc from 'fast-check';
import { testServers } from '@sluice/testing';
import { dropImages } from '../undo/drop-images.js';
import { snapshot } from '../test-support/judge.js';
import { closeStage, openStage, run, undo, verify, verifyUndone, type Stage } from '../test-support/story.js';

const text = fc.constantFrom(
  "''",
  "'a'",
  "'A'",
  "'a '",
  "' '",
  "'é'",
  "'한글'",
  "'😀'",
  "'it''s'",
  "'\\\\'",
  "'%'",
  'NULL',
);
const number = fc.constantFrom('0', '-1', '1', '1.5', '-0e0', '2.4999', '255', '1e3', 'NULL', "'7'", 'TRUE');
const moment = fc.constantFrom(
  "'2024-02-29 12:00:00.5'",
  "'1999-12-31'",
  "'2024-03-31 02:30:00'",
  'NULL',
  'NOW()',
  "'2037-01-01'",
);
const json = fc.constantFrom(
  `'{"x":1.0}'`,
  `'{"x":1}'`,
  `'[]'`,
  "'null'",
  'NULL',
  `JSON_OBJECT('d', DATE'2020-01-01')`,
  `JSON_ARRAY(1.50, 1.5e0, TRUE)`,
);
const bytes = fc.constantFrom("x''", "x'00'", "x'00ff80'", "'abc'", 'NULL', "x'20'");

/** Column -> its type and the values that are put into it. */
const types: Readonly<Record<string, readonly [string, fc.Arbitrary<string>]>> = {
  n: ['INT', number],
  bi: ['BIGINT UNSIGNED', fc.constantFrom('0', '18446744073709551615', '9223372036854775808', 'NULL')],
  de: ['DECIMAL(12,4)', number],
  fl: ['FLOAT', fc.oneof(number, fc.constantFrom('1.1', '3.4e38', '1e-45', '0.1'))],
  db: ['DOUBLE', fc.oneof(number, fc.constantFrom('1.1', '1e308', '5e-324'))],
  bt: ['BIT(5)', fc.constantFrom("b'10101'", '0', 'NULL')],
  vc: ['VARCHAR(20)', text],
  ch: ['CHAR(5)', text],
  la: ['VARCHAR(20) CHARACTER SET latin1', fc.constantFrom("''", "'é'", "'e'", 'NULL')],
  bl: ['BLOB', bytes],
  vb: ['VARBINARY(5)', bytes],
  tx: ['TEXT', text],
  en: ["ENUM('a','b','1')", fc.constantFrom("'a'", "'b'", "'1'", '1', '0', 'NULL')],
  se: ["SET('x','y','z')", fc.constantFrom("'x,z'", "''", '7', 'NULL')],
  js: ['JSON', json],
  ts: ['TIMESTAMP(3) NULL', moment],
  dt: ['DATETIME(6)', fc.oneof(moment, fc.constant("'0000-00-00'"))],
  da: ['DATE', fc.constantFrom("'2024-00-00'", "'0000-00-00'", "'2024-01-31'", 'NULL')],
  ti: ['TIME(2)', fc.constantFrom("'-838:59:59'", "'00:00:00.01'", 'NULL')],
  ye: ['YEAR', fc.constantFrom('0', '2000', '1901', 'NULL')],
  up: ['TIMESTAMP NULL ON UPDATE CURRENT_TIMESTAMP', fc.constant('NULL')],
  hidden: ['INT DEFAULT 5 INVISIBLE', number],
};
const names = Object.keys(types);
const keys: readonly (readonly [string, string, fc.Arbitrary<string>])[] = [
  ['k INT', 'k', fc.integer({ min: -3, max: 9 }).map(String)],
  ['k VARCHAR(10)', 'k', fc.constantFrom("'a'", "'b'", "'B'", "'c '", "'é'", "''")],
  ['k VARCHAR(10) COLLATE utf8mb4_bin', 'k', fc.constantFrom("'a'", "'A'", "'a '", "'b'", "''")],
  ['k VARBINARY(4)', 'k', fc.constantFrom("x'00'", "x'0000'", "''", "'a'", "'A'")],
  ['k DECIMAL(6,2)', 'k', fc.constantFrom('1.005', '1.01', '0', '-0.001', '2')],
  [
    'k TIMESTAMP(3) NOT NULL',
    'k',
    fc.constantFrom("'2024-03-31 02:30:00'", "'2024-03-31 02:30:00.001'", "'2030-01-01'"),
  ],
  ['k BIGINT UNSIGNED AUTO_INCREMENT', 'k', fc.constantFrom('NULL', 'DEFAULT')],
  ['k DOUBLE', 'k', fc.constantFrom('0', '-0e0', '1.1', '1e300')],
];

const columns = fc.subarray(names, { minLength: 2, maxLength: 8 });
const valueOf = (name: string): fc.Arbitrary<string> => types[name]?.[1] ?? number;

function condition(picked: readonly string[], key: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const column = fc.constantFrom(...picked);
  return fc.oneof(
    fc.constant(''),
    column.map((name) => ` WHERE ${name} IS NOT NULL`),
    column.chain((name) => valueOf(name).map((value) => ` WHERE ${name} = ${value} OR ${name} IS NULL`)),
    key.map((value) => ` WHERE k > ${value.startsWith('N') || value.startsWith('D') ? '0' : value}`),
    column.chain((name) =>
      valueOf(name).map((value) => ` WHERE NOT (${name} <=> ${value}) ORDER BY ${name}, k LIMIT 2`),
    ),
  );
}

function statement(picked: readonly string[], key: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const assignment = fc
    .constantFrom(...picked)
    .chain((name) =>
      fc.oneof(
        { weight: 4, arbitrary: valueOf(name).map((value) => `${name} = ${value}`) },
        { weight: 1, arbitrary: fc.constant(`${name} = ${name}`) },
      ),
    );
  const update = fc
    .tuple(fc.array(assignment, { minLength: 1, maxLength: 3 }), condition(picked, key))
    .map(([set, where]) => `UPDATE t SET ${set.join(', ')}${where}`);
  const upsert = fc.constantFrom(...picked).map((name) => ` ON DUPLICATE KEY UPDATE ${name} = VALUES(${name})`);
  const insert = fc
    .tuple(
      fc.constantFrom('INSERT INTO', 'INSERT INTO', 'INSERT IGNORE INTO', 'REPLACE INTO'),
      fc.array(fc.tuple(key, ...picked.map(valueOf)), { minLength: 1, maxLength: 3 }),
      fc.oneof({ weight: 2, arbitrary: fc.constant('') }, { weight: 1, arbitrary: upsert }),
    )
    .map(
      ([into, rows, onDuplicate]) =>
        `${into} t (k, ${picked.join(', ')}) VALUES ${rows.map((row) => `(${row.join(', ')})`).join(', ')}` +
        (into.startsWith('REPLACE') ? '' : onDuplicate),
    );
  const moved = fc
    .tuple(key, assignment, condition(picked, key))
    .map(([value, set, where]) => `UPDATE t SET ${set}, k = ${value}${where}`);
  const joined = fc
    .tuple(fc.constantFrom(...picked), assignment)
    .chain(([name, set]) =>
      fc.constantFrom(
        `UPDATE t JOIN (SELECT k AS l, ${name} AS v FROM t) o ON o.l <= t.k SET ${set}`,
        `UPDATE t LEFT JOIN (SELECT k AS l FROM t WHERE ${name} IS NULL) o ON o.l = t.k SET ${set} WHERE o.l IS NULL`,
        `DELETE x FROM t x JOIN t y ON x.${name} = y.${name} AND x.k > y.k`,
      ),
    );
  return fc.oneof(
    update,
    update,
    moved,
    joined,
    condition(picked, key).map((where) => `DELETE FROM t${where}`),
    insert,
  );
}

const story = fc.tuple(fc.constantFrom(...keys), columns).chain(([key, picked]) =>
  fc.record({
    key: fc.constant(key),
    picked: fc.constant(picked),
    rows: fc.array(fc.tuple(key[2], ...picked.map(valueOf)), { maxLength: 6 }),
    statements: fc.array(statement(picked, key[2]), { minLength: 1, maxLength: 4 }),
    mode: fc.constantFrom('NO_ENGINE_SUBSTITUTION', 'STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE', 'ANSI', ''),
  }),
);

describe.each(testServers())('random round trips on $name', (server) => {
  let stage: Stage;
  const seen = { effect: 0, refused: 0, none: 0 };
  beforeAll(async () => {
    stage = await openStage(server);
  });
  afterAll(() => closeStage(stage));

  it('come back exactly, or were refused whole', async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ key, picked, rows, statements, mode }) => {
        const { admin } = stage;
        await admin.query("SET SESSION sql_mode = 'ALLOW_INVALID_DATES', time_zone = '+00:00'");
        await admin.query('DROP TABLE IF EXISTS t');
        const defined = picked.map((name) => `${name} ${types[name]?.[0] ?? ''}`);
        await admin.query(
          `CREATE TABLE t (${[key[0], ...defined, `PRIMARY KEY (${key[1]})`].join(', ')}) CHARSET utf8mb4`,
        );
        for (const row of rows) {
          await admin.query(`INSERT IGNORE INTO t (k, ${picked.join(', ')}) VALUES (${row.join(', ')})`);
        }
        const before = await snapshot(admin, 't');
        for (const { key: old, plan } of stage.ran.splice(0)) await dropImages(stage.target, old, plan);
        const ran = await run(stage, statements.join(';\n'), { mode });
        if (ran.plan.verdict !== 'exact') seen.none++;
        if (ran.plan.verdict !== 'exact') return;
        if (ran.result.outcome !== 'effect') {
          seen.refused++;
          expect(ran.result.outcome).toBe('no-effect');
          // One row that the text inserts twice counts in more ways than one.
          const twice = /REPLACE|DUPLICATE/.test(statements.join()) ? '|captured-differs' : '';
          expect(JSON.stringify(ran.result.failure)).toMatch(
            new RegExp(`duplicate-key|statement-error|data-too-long|constraint-violated${twice}`),
          );
          expect(await snapshot(admin, 't')).toEqual(before);
          return;
        }
        seen.effect++;
        expect(await verify(stage, ran)).toEqual({ verdict: 'verified' });
        const undone = await undo(stage, ran);
        expect(undone.result).toMatchObject({ outcome: 'effect', skipped: 0 });
        expect(await snapshot(admin, 't')).toEqual(before);
        expect(await verifyUndone(stage, ran, undone.key)).toEqual({ verdict: 'verified' });
      }),
      {
        numRuns: Number(process.env.SLUICE_FUZZ_RUNS ?? 40),
        ...(process.env.SLUICE_FUZZ_SEED ? { seed: Number(process.env.SLUICE_FUZZ_SEED) } : {}),
        endOnFailure: true,
      },
    );
    console.info(`random round trips: ${JSON.stringify(seen)}`);
    expect(seen.effect).toBeGreaterThan(0);
  }, 600_000);
});
