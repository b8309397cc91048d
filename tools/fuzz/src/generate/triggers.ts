// Triggers of the changed table: bodies that a reader can follow to every row that they write, and bodies that nobody can.
import type { Table } from '../case.ts';
import type { ConditionName } from './conditions.ts';
import { column, q, type Draft } from './draft.ts';

const kinds = ['INSERT', 'UPDATE', 'DELETE'] as const;

interface Body {
  readonly when: string;
  readonly text: string;
}

const table = (
  name: string,
  columns: Table['columns'],
  constraints: readonly string[],
  rows: Table['rows'],
): Table => ({
  ...{ name, columns, constraints, rows, options: 'ENGINE=InnoDB' },
});

/** What triggers write into. */
function written({ ids }: Draft): Table[] {
  return [
    table(
      'log',
      [
        column('id', 'INT NOT NULL AUTO_INCREMENT'),
        column('what', 'VARCHAR(60) NOT NULL'),
        column('ref', 'BIGINT NULL'),
      ],
      ['PRIMARY KEY (id)'],
      [['1', "'start'", 'NULL']],
    ),
    table(
      'notes',
      [column('ref', 'BIGINT NOT NULL'), column('what', 'VARCHAR(20) NOT NULL'), column('n', 'INT NULL')],
      ['PRIMARY KEY (ref, what)'],
      [['0', "'start'", 'NULL']],
    ),
    table(
      'counters',
      [column('name', 'VARCHAR(20) NOT NULL'), column('c', 'INT NOT NULL DEFAULT 0')],
      ['PRIMARY KEY (name)'],
      [
        ["'INSERT'", '5'],
        ["'UPDATE'", '0'],
      ],
    ),
    table(
      'latest',
      [column('id', 'BIGINT NOT NULL'), column('n', 'INT NULL')],
      ['PRIMARY KEY (id)'],
      ids.slice(0, 4).map((id) => [String(id), '1']),
    ),
    table('heap', [column('ref', 'BIGINT NULL'), column('what', 'VARCHAR(10) NULL')], [], [['0', "'start'"]]),
  ];
}

function readable({ random, id }: Draft): Body[] {
  const key = q(id);
  return kinds.flatMap((kind): Body[] => {
    const row = kind === 'DELETE' ? 'OLD' : 'NEW';
    const log = `INSERT INTO log (what, ref) VALUES ('${kind}', ${row}.${key})`;
    const count = `UPDATE counters SET c = c + 1 WHERE name = '${kind}'`;
    const bodies = [
      log,
      log,
      `INSERT INTO log SET what = CONCAT('${kind} of ', ${row}.n), ref = ${row}.${key}`,
      `INSERT INTO notes (ref, what, n) VALUES (${row}.${key}, '${kind}', ${row}.n)`,
      count,
      count,
      `INSERT INTO counters (name, c) VALUES ('${kind}', 1) ON DUPLICATE KEY UPDATE c = c + 1`,
      `REPLACE INTO latest (id, n) VALUES (${row}.${key}, ${row}.n)`,
      `DELETE FROM latest WHERE id = ${row}.${key}`,
      `UPDATE latest SET n = ${row}.n WHERE id = ${row}.${key}`,
      `INSERT INTO heap VALUES (${row}.${key}, '${kind}')`,
      `UPDATE o SET v = v + 1 WHERE o.t_id = ${row}.${key}`,
      `BEGIN ${log}; ${count}; END`,
    ];
    const own =
      kind === 'DELETE'
        ? []
        : [
            { when: `BEFORE ${kind}`, text: 'SET NEW.n = NEW.n + 100' },
            { when: `BEFORE ${kind}`, text: 'SET NEW.n = ABS(NEW.n) + 1, NEW.writes = NEW.writes' },
            { when: `BEFORE ${kind}`, text: 'BEGIN SET NEW.n = NEW.n + 1; END' },
          ];
    return [
      ...random.some(own, 0, 1),
      ...random
        .some(bodies, 0, 2)
        .map((text) => ({ when: `${random.pick(['AFTER', 'AFTER', 'BEFORE'])} ${kind}`, text })),
    ];
  });
}

function opaque({ id }: Draft): Body[] {
  const key = q(id);
  const inLog = (row: string): string => `INSERT INTO log (what, ref) VALUES ('x', ${row}.${key})`;
  return kinds.flatMap((kind): Body[] => {
    const row = kind === 'DELETE' ? 'OLD' : 'NEW';
    return [
      `IF ${row}.n > 3 THEN ${inLog(row)}; END IF`,
      `CALL note(${row}.${key})`,
      'SET @seen = COALESCE(@seen, 0) + 1',
      `BEGIN DECLARE many INT; SELECT COUNT(*) INTO many FROM log; INSERT INTO log (what, ref) VALUES ('many', many); END`,
      `INSERT INTO log (what, ref) SELECT 'copied', o.id FROM o WHERE o.v < ${row}.n`,
      `INSERT INTO log (what, ref) VALUES ('made', made(${row}.n))`,
      `BEGIN DECLARE i INT DEFAULT 0; WHILE i < 2 DO ${inLog(row)}; SET i = i + 1; END WHILE; END`,
      `INSERT INTO log (what, ref) VALUES (UUID(), FLOOR(RAND() * 1000))`,
    ].map((text) => ({ when: `AFTER ${kind}`, text }));
  });
}

function create({ random, after, name }: Draft, bodies: readonly Body[]): void {
  for (const [i, { when, text }] of random.shuffle(bodies).entries()) {
    after.push(`CREATE TRIGGER tr_${String(i)} ${when} ON ${q(name)} FOR EACH ROW ${text}`);
  }
}

export const triggers: Partial<Record<ConditionName, (draft: Draft) => void>> = {
  triggers: (draft) => {
    const { random, others, after } = draft;
    others.push(...written(draft));
    const bodies = random.some(readable(draft), 1, 3);
    create(draft, bodies);
    // A trigger of a table that a trigger writes into.
    if (random.chance(0.15) && bodies.some(({ text }) => text.includes('INTO log'))) {
      after.push(
        "CREATE TRIGGER tr_log AFTER INSERT ON log FOR EACH ROW UPDATE counters SET c = c + 1 WHERE name = 'UPDATE'",
      );
    }
  },

  'opaque triggers': (draft) => {
    draft.others.push(...written(draft));
    draft.after.push(
      "CREATE PROCEDURE note(IN what BIGINT) INSERT INTO log (what, ref) VALUES ('called', what)",
      'CREATE FUNCTION made(n INT) RETURNS INT DETERMINISTIC RETURN n * 2',
    );
    create(draft, draft.random.some(opaque(draft), 1, 2));
  },
};
