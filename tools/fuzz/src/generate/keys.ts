// What the rows of the changed table are found by.
import type { Random } from '../random.ts';
import type { ConditionName } from './conditions.ts';
import { column, q, type Part } from './draft.ts';

export interface Key {
  readonly parts: readonly Part[];
  readonly constraints: readonly string[];
}

const textKeys = [
  'VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci',
  'VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci',
  'VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin',
  'CHAR(12) CHARACTER SET latin1 COLLATE latin1_swedish_ci',
  'VARCHAR(20) CHARACTER SET euckr',
];

/** Types of a key that is neither a number nor text, with values that are all different. */
const oddKeys: readonly (readonly [string, (id: number) => string])[] = [
  ['BINARY(4)', (id) => `x'${id.toString(16).padStart(6, '0')}'`],
  ['VARBINARY(8)', (id) => `x'${id.toString(16).padStart(8, '0')}00'`],
  ['DECIMAL(12,4)', (id) => `${String(id)}.125`],
  ['DOUBLE', (id) => `${String(id)}.1e0`],
  ['FLOAT', (id) => `${String(id)}.1e0`],
  ['BIT(32)', (id) => String(id)],
  ['DATETIME(6)', (id) => `TIMESTAMPADD(SECOND, ${String(id)}, '2020-01-01 00:00:00.25')`],
  ['TIMESTAMP(3)', (id) => `TIMESTAMPADD(MINUTE, ${String(id)}, '2024-10-27 00:00:00.5')`],
  ['DATE', (id) => `DATE'2000-01-01' + INTERVAL ${String(id % 9000)} DAY`],
];

const number = (id: string, definition: string): Part => ({
  column: column(id, definition),
  value: String,
  required: true,
});

const intType = (random: Random): string => random.pick(['INT', 'INT', 'BIGINT UNSIGNED', 'MEDIUMINT']);

function keyless(random: Random, id: string): Key {
  return {
    parts: [number(id, 'INT NOT NULL')],
    constraints: random.chance(0.5) ? [`KEY by_id (${q(id)})`] : [],
  };
}

const special: Partial<Record<ConditionName, (random: Random, id: string) => Key>> = {
  'auto-increment key': (random, id) => ({
    parts: [number(id, `${intType(random)} NOT NULL AUTO_INCREMENT`)],
    constraints: [`PRIMARY KEY (${q(id)})`],
  }),
  'composite key': (random, id) => {
    const first: Part = { column: column('k1', 'SMALLINT NOT NULL'), value: (n) => String(n % 3), required: true };
    const order = random.chance(0.5) ? `k1, ${q(id)}` : `${q(id)}, k1`;
    return {
      parts: random.shuffle([number(id, `${intType(random)} NOT NULL`), first]),
      constraints: [`PRIMARY KEY (${order})`],
    };
  },
  'text key': (random, id) => {
    const value = random.pick([
      (n: number) => `'k${String(n)}'`,
      (n: number) => `'${n % 2 === 1 ? 'K' : 'k'}${String(n)} '`,
    ]);
    const key: Part = { column: column('k1', `${random.pick(textKeys)} NOT NULL`), value, required: true };
    return {
      parts: [key, number(id, 'INT NOT NULL')],
      constraints: [random.chance(0.15) ? 'PRIMARY KEY (k1(6))' : 'PRIMARY KEY (k1)'],
    };
  },
  'odd key': (random, id) => {
    const [type, value] = random.pick(oddKeys);
    const key: Part = { column: column('k1', `${type} NOT NULL`), value, required: true };
    return { parts: [number(id, 'INT NOT NULL'), key], constraints: ['PRIMARY KEY (k1)'] };
  },
  'unique key only': (random, id) => ({
    parts: [number(id, 'INT NOT NULL')],
    constraints: [`UNIQUE KEY only_one (${random.pick([q(id), q(id), `${q(id)} DESC`, `n, ${q(id)}`])})`],
  }),
  'nullable unique key': (_random, id) => ({
    parts: [{ column: column(id, 'INT NULL'), value: (n) => (n % 5 === 4 ? 'NULL' : String(n)) }],
    constraints: [`UNIQUE KEY perhaps (${q(id)})`],
  }),
  'generated key': (random, id) => ({
    parts: [
      number(id, 'INT NOT NULL'),
      { column: column('gk', `BIGINT GENERATED ALWAYS AS (${q(id)} * 2 + 1) STORED NOT NULL`, true) },
    ],
    constraints: [random.pick(['PRIMARY KEY (gk)', 'UNIQUE KEY only_generated (gk)', `PRIMARY KEY (gk, ${q(id)})`])],
  }),
  'no key': keyless,
  'no key, equal rows': keyless,
  'generated invisible key': keyless,
};

export function keyFor(random: Random, condition: ConditionName, id: string): Key {
  const make = special[condition];
  if (make !== undefined) return make(random, id);
  const type = random.pick(['INT', 'INT', 'BIGINT UNSIGNED']);
  return { parts: [number(id, `${type} NOT NULL`)], constraints: [`PRIMARY KEY (${q(id)})`] };
}
