// Conditions by which a change of the table changes other tables, or more of itself, by foreign keys.
import type { Table } from '../case.ts';
import type { ConditionName } from './conditions.ts';
import { column, counter, idType, q, type Draft } from './draft.ts';

interface Parent {
  readonly table: string;
  readonly id: string;
  readonly type: string;
  readonly ids: readonly number[];
}

const cascade = 'ON DELETE CASCADE ON UPDATE CASCADE';

/** What else a child may have: its rows are to come back with all of it. */
function more({ random }: Draft): { column: string; definition: string; generated?: boolean; value?: string }[] {
  return random.some(
    [
      { column: 'f', definition: 'FLOAT NULL', value: '0.1e0' },
      { column: 'j', definition: 'JSON NULL', value: "JSON_OBJECT('x', 1.0, 'd', CAST('2024-02-29' AS DATE))" },
      {
        column: 'changed_at',
        definition: 'TIMESTAMP(3) NULL DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP(3)',
        value: "'2020-01-01 00:00:00.5'",
      },
      { column: 'hidden', definition: 'INT NULL INVISIBLE', value: '7' },
      { column: 'g', definition: 'BIGINT GENERATED ALWAYS AS (p + 1) VIRTUAL', generated: true },
      { column: 'e', definition: "ENUM('a','b') NULL", value: "''" },
    ],
    0,
    2,
  );
}

/** A child whose `p` names a row of the parent, mostly. */
function child(draft: Draft, name: string, parent: Parent, action: string, count: number, nulls: boolean): Table {
  const { random } = draft;
  const extra = more(draft);
  const row = (id: number): string[] => [
    String(id),
    parent.ids.length === 0 || (nulls && random.chance(0.1)) ? 'NULL' : String(random.pick(parent.ids)),
    `'v${String(id - 1)}'`,
    '0',
    ...extra.flatMap(({ value }) => (value === undefined ? [] : [random.chance(0.8) ? value : 'NULL'])),
  ];
  const rows = Array.from({ length: parent.ids.length === 0 ? 0 : count }, (_, i) => row(i + 1));
  const key = random.weighted([
    [12, 'PRIMARY KEY (id)'],
    [1, 'UNIQUE KEY only_one (id)'],
    [1, 'KEY by_id (id)'],
  ]);
  // What another child refers to must be unique.
  const own = draft.others.length === 0 ? key : 'PRIMARY KEY (id)';
  const columns = [
    column('id', 'INT NOT NULL'),
    column('p', `${parent.type} NULL`),
    column('v', 'VARCHAR(10) NULL'),
    column(counter, 'INT NOT NULL DEFAULT 0'),
    ...extra.map((each) => column(each.column, each.definition, each.generated === true)),
  ];
  const filled = columns.filter(({ generated }) => !generated).map((each) => each.name);
  draft.writables.push({
    ...{ table: name, id: 'id', ids: rows.map(([id]) => Number(id)) },
    keep: filled.filter((each) => each === 'changed_at'),
    newRow: (id) => {
      const values = row(id);
      return new Map(filled.map((each, i) => [each, values[i] ?? 'NULL']));
    },
  });
  return {
    name,
    columns,
    constraints: [own, 'KEY by_p (p)', reference(name, '(p)', parent.table, `(${q(parent.id)})`, action)],
    options: 'ENGINE=InnoDB',
    rows,
  };
}

function reference(name: string, columns: string, table: string, parents: string, action: string): string {
  return `CONSTRAINT ${q(`fk_${name}`)} FOREIGN KEY ${columns} REFERENCES ${q(table)} ${parents} ${action}`.trim();
}

/** A child whose key is the parent's: what changes the parent's key changes its own. */
function twin(name: string, parent: Parent, action: string): Table {
  return {
    name,
    columns: [column('p', `${parent.type} NOT NULL`), column('v', 'INT NULL')],
    constraints: ['PRIMARY KEY (p)', reference(name, '(p)', parent.table, `(${q(parent.id)})`, action)],
    options: 'ENGINE=InnoDB',
    rows: parent.ids.filter((_, i) => i % 3 !== 2).map((id, i) => [String(id), String(i)]),
  };
}

const changed = (draft: Draft): Parent => ({
  table: draft.name,
  id: draft.id,
  type: idType(draft),
  ids: draft.ids,
});

const below = (table: Table, id = 'id', type = 'INT'): Parent => ({
  ...{ table: table.name, id, type },
  ids: table.rows.map(([first]) => Number(first)),
});

/** A child that others refer to has a primary key. */
function keyed(table: Table): Table {
  return { ...table, constraints: ['PRIMARY KEY (id)', ...table.constraints.slice(1)] };
}

export const sideEffects: Partial<Record<ConditionName, (draft: Draft) => void>> = {
  cascade: (draft) => {
    const { random, others, after } = draft;
    others.push(child(draft, 'kid', changed(draft), cascade, 8, true));
    if (random.chance(0.3)) others.push(child(draft, 'other_kid', changed(draft), 'ON DELETE SET NULL', 5, true));
    // Triggers of a child do not fire for cascades.
    if (random.chance(0.2)) {
      after.push('CREATE TRIGGER tr_kid BEFORE DELETE ON kid FOR EACH ROW UPDATE o SET v = v + 1');
    }
  },

  'set null': (draft) => {
    draft.others.push(child(draft, 'kid', changed(draft), 'ON DELETE SET NULL ON UPDATE SET NULL', 8, true));
  },

  'deep cascade': (draft) => {
    const kid = keyed(child(draft, 'kid', changed(draft), cascade, 6, false));
    const grandkid = keyed(child(draft, 'grandkid', below(kid), 'ON DELETE CASCADE', 8, true));
    const last = draft.random.pick(['ON DELETE SET NULL', 'ON DELETE CASCADE']);
    draft.others.push(kid, grandkid, child(draft, 'leaf', below(grandkid), last, 8, true));
    // Two ways to one table.
    if (draft.random.chance(0.3)) {
      draft.others.push(child(draft, 'second', changed(draft), 'ON DELETE CASCADE', 4, true));
    }
  },

  'cascade to keys': (draft) => {
    const { random, others } = draft;
    let parent = changed(draft);
    const depth = random.int(1, 5);
    for (let i = 1; i <= depth; i += 1) {
      const last = i === depth && random.chance(0.3) ? 'ON DELETE CASCADE ON UPDATE CASCADE' : cascade;
      const table = twin(`twin${String(i)}`, parent, last);
      others.push(table);
      parent = below(table, 'p', parent.type);
    }
    others.push(child(draft, 'kid', parent, 'ON DELETE SET NULL ON UPDATE CASCADE', 5, true));
  },

  'cascade by several columns': (draft) => {
    const { random, constraints, others, name, id, ids } = draft;
    constraints[0] = `PRIMARY KEY (${q(id)})`;
    constraints.push(`UNIQUE KEY by_two (${q(id)}, n)`);
    const action = random.pick([cascade, cascade, 'ON DELETE SET NULL ON UPDATE CASCADE', 'ON UPDATE CASCADE']);
    others.push({
      name: 'kid',
      columns: [column('id', 'INT NOT NULL'), column('p', `${idType(draft)} NULL`), column('pn', 'INT NULL')],
      constraints: [
        'PRIMARY KEY (id)',
        'KEY by_both (p, pn)',
        reference('kid', '(p, pn)', name, `(${q(id)}, n)`, action),
      ],
      options: 'ENGINE=InnoDB',
      rows: ids.slice(0, 6).map((each, i) => [String(i + 1), String(each), i === 4 ? 'NULL' : String((each * 7) % 10)]),
    });
  },

  'cascade in a circle': (draft) => {
    const { random, parts, constraints, after, others, name, id, ids } = draft;
    parts.push({ column: column('boss', `${idType(draft)} NULL`) });
    constraints.push('KEY by_boss (boss)');
    const own = random.chance(0.5);
    const action = random.pick(['CASCADE', 'SET NULL']);
    if (own || idType(draft) !== 'INT') {
      const pairs = ids.slice(1).map((each, i) => `WHEN ${String(each)} THEN ${String(ids[i] ?? each)}`);
      if (pairs.length > 0) after.push(`UPDATE ${q(name)} SET boss = CASE ${q(id)} ${pairs.join(' ')} END`);
      // A row that is its own boss.
      if (random.chance(0.3) && ids[0] !== undefined)
        after.push(`UPDATE ${q(name)} SET boss = ${q(id)} WHERE ${q(id)} = ${String(ids[0])}`);
      after.push(
        `ALTER TABLE ${q(name)} ADD CONSTRAINT fk_boss FOREIGN KEY (boss) REFERENCES ${q(name)} (${q(id)}) ON DELETE ${action}`,
      );
      return;
    }
    others.push(keyed(child(draft, 'kid', changed(draft), 'ON DELETE CASCADE', 6, true)));
    after.push(
      `UPDATE ${q(name)} SET boss = (SELECT MIN(id) FROM kid) WHERE ${q(id)} % 3 = 0`,
      `ALTER TABLE ${q(name)} ADD CONSTRAINT fk_boss FOREIGN KEY (boss) REFERENCES kid (id) ON DELETE ${action}`,
    );
  },

  /** Some rows cannot go: IGNORE leaves them, anything else is an error. */
  'kept by children': (draft) => {
    const { random, others } = draft;
    const few = { ...changed(draft), ids: draft.ids.filter((_, i) => i % 4 === 3) };
    others.push(child(draft, 'kid', few, random.pick(['', 'ON DELETE RESTRICT', 'ON DELETE NO ACTION']), 3, true));
    if (random.chance(0.4)) others.push(child(draft, 'other_kid', changed(draft), 'ON DELETE CASCADE', 5, true));
  },

  'child of a key': ({ random, others, parts, constraints }) => {
    others.push({
      name: 'parent',
      columns: [column('id', 'INT NOT NULL'), column('v', 'INT NULL')],
      constraints: ['PRIMARY KEY (id)'],
      options: 'ENGINE=InnoDB',
      rows: [1, 2, 3].map((n) => [String(n), String(n)]),
    });
    parts.push({ column: column('parent_id', 'INT NULL'), value: (id) => String((id % 3) + 1) });
    const action = random.pick(['', 'ON DELETE CASCADE', 'ON UPDATE CASCADE']);
    constraints.push(reference('parent', '(parent_id)', 'parent', '(id)', action));
  },
};
