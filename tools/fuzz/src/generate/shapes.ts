// Conditions that are columns, keys or partitions of the changed table itself.
import type { ConditionName } from './conditions.ts';
import { column, q, type Draft, type Part } from './draft.ts';

const plainSource = /^(char|text|enum|integer|decimal|date|datetime|year)$/;

export const shapes: Partial<Record<ConditionName, (draft: Draft) => void>> = {
  'generated invisible key': ({ settings }) => {
    settings.push('SET SESSION sql_generate_invisible_primary_key = ON');
  },

  partitions: (draft) => {
    const { random, partitions, constraints, id } = draft;
    partitions.push('p0', 'p1', 'p2');
    if (random.chance(0.4)) {
      // A part of the key that statements change: rows move.
      constraints[0] = `PRIMARY KEY (${q(id)}, n)`;
      draft.options +=
        ' PARTITION BY LIST (n % 3) (PARTITION p0 VALUES IN (0), PARTITION p1 VALUES IN (1, -1), PARTITION p2 VALUES IN (2, -2))';
      return;
    }
    draft.options += random.pick([
      ` PARTITION BY RANGE (${q(id)}) (PARTITION p0 VALUES LESS THAN (5), PARTITION p1 VALUES LESS THAN (10), PARTITION p2 VALUES LESS THAN MAXVALUE)`,
      ` PARTITION BY HASH (${q(id)}) PARTITIONS 3`,
      ` PARTITION BY KEY (${q(id)}) PARTITIONS 3`,
    ]);
  },

  /** More than one chunk takes. */
  'many rows': ({ random, parts, after, settings, name }) => {
    const stored = parts.filter(({ column: { generated } }) => !generated);
    const constant = stored.map(({ value }) => value?.(1) ?? 'NULL');
    const cells = stored.map(({ column: { name: column } }, i) =>
      column === stored[0]?.column.name ? 'i' : column === 'n' ? 'i % 10' : (constant[i] ?? 'NULL'),
    );
    const last = 1_000 + random.pick([10_200, 10_900, 12_500]);
    settings.push('SET SESSION cte_max_recursion_depth = 20000');
    after.push(
      `INSERT INTO ${q(name)} (${stored.map((part) => q(part.column.name)).join(', ')})
       WITH RECURSIVE s AS (SELECT 1000 AS i UNION ALL SELECT i + 1 FROM s WHERE i < ${String(last)})
       SELECT ${cells.join(', ')} FROM s`,
    );
  },

  'generated columns': ({ random, parts, constraints, typed }) => {
    const kind = (): string => random.pick(['STORED', 'VIRTUAL']);
    const over = random.pick(typed);
    const isZoned = over.type.family === 'timestamp' && random.chance(0.5);
    const source = plainSource.test(over.type.family)
      ? `CONCAT('g', COALESCE(${q(over.name)}, ''))`
      : `IF(${q(over.name)} IS NULL, 'none', 'some')`;
    const expression = isZoned ? `CONCAT('', ${q(over.name)})` : source;
    const first: Part = { column: column('g1', `BIGINT GENERATED ALWAYS AS (n * 3 + 1) ${kind()}`, true) };
    const text = `VARCHAR(80) CHARACTER SET utf8mb4 GENERATED ALWAYS AS (${expression}) ${isZoned ? 'STORED' : kind()}`;
    if (random.chance(0.3)) parts.unshift(first);
    else parts.push(first);
    parts.push({ column: column('g2', text, true) });
    if (random.chance(0.5)) constraints.push('KEY by_g1 (g1)');
    if (random.chance(0.3)) constraints.push('KEY by_expression ((n + 1))');
  },

  'invisible columns': ({ random, parts }) => {
    parts.push({ column: column('hidden', 'VARCHAR(20) NULL INVISIBLE'), value: (id) => `'h${String(id)}'` });
    if (random.chance(0.5)) {
      parts.push({ column: column('hidden_n', 'INT NOT NULL DEFAULT 5 INVISIBLE'), value: (id) => String(id % 4) });
    }
  },

  'on update timestamp': ({ random, parts, keep }) => {
    const type = random.pick(['TIMESTAMP', 'DATETIME']);
    const fraction = random.pick(['', '(6)']);
    const now = `CURRENT_TIMESTAMP${fraction}`;
    keep.push('changed_at');
    parts.push({
      column: column('changed_at', `${type}${fraction} NULL DEFAULT ${now} ON UPDATE ${now}`),
      value: (id) => `'2020-01-01 00:00:${String(id % 60).padStart(2, '0')}'`,
    });
  },

  'unique keys': (draft) => {
    const { random, parts, constraints } = draft;
    draft.permuted = 'u';
    parts.push({ column: column('u', 'INT NULL'), value: (id) => (id % 7 === 6 ? 'NULL' : String(id * 10)) });
    constraints.push('UNIQUE KEY by_u (u)');
    if (random.chance(0.4)) return;
    const collation = random.pick(['utf8mb4_0900_ai_ci', 'utf8mb4_general_ci', 'utf8mb4_bin']);
    parts.push({
      column: column('us', `VARCHAR(30) CHARACTER SET utf8mb4 COLLATE ${collation} NULL`),
      value: (id) => `'${id % 2 === 1 ? 'Name' : 'name'}-${String(id)}${id % 3 === 0 ? ' ' : ''}'`,
    });
    constraints.push(`UNIQUE KEY by_us (${random.pick(['us', 'us(12)', '(LOWER(us))', 'us, u'])})`);
  },

  'special indexes': ({ random, parts, constraints }) => {
    const kind = random.pick(['fulltext', 'spatial', 'many values', 'descending', 'prefix']);
    if (kind === 'fulltext') {
      parts.push({ column: column('ft', 'TEXT NULL'), value: (id) => `'word${String(id)} and others'` });
      constraints.push('FULLTEXT KEY by_words (ft)');
    } else if (kind === 'spatial') {
      const point = (id: number): string => `ST_GeomFromText('POINT(${String(id)} 2)', 3857)`;
      parts.push({ column: column('place', 'GEOMETRY NOT NULL SRID 3857'), value: point, required: true });
      constraints.push('SPATIAL KEY by_place (place)');
    } else if (kind === 'many values') {
      const array = (id: number): string => `JSON_ARRAY(${String(id)}, ${String(id % 3)})`;
      parts.push({ column: column('tags', 'JSON NULL'), value: array });
      constraints.push('KEY by_tag ((CAST(tags AS UNSIGNED ARRAY)))');
    } else if (kind === 'descending') {
      parts.push({ column: column('x1', 'INT NULL'), value: (id) => String(-id) });
      constraints.push('UNIQUE KEY by_x1 (x1 DESC)', 'KEY by_both (n DESC, x1 ASC)');
    } else {
      parts.push({
        column: column('x1', 'VARCHAR(300) NULL'),
        value: (id) => `CONCAT('${String(id)}-', REPEAT('y', 200))`,
      });
      constraints.push('UNIQUE KEY by_start (x1(8))');
    }
  },

  'checks and defaults': ({ random, parts, constraints, id }) => {
    const byDefault = random.pick(["'dflt'", '(UUID())', "(CONCAT('d', 1 + 1))"]);
    parts.push({ column: column('d1', `VARCHAR(40) NULL DEFAULT ${byDefault}`), value: (n) => `'d${String(n)}'` });
    parts.push({
      column: column('d2', 'DATETIME(3) NULL DEFAULT CURRENT_TIMESTAMP(3)'),
      value: () => "'2020-02-02'",
    });
    constraints.push('CHECK (n > -1000)', `CONSTRAINT not_huge CHECK (${q(id)} < 4000000)`);
  },
};
