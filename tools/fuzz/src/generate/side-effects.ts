// Conditions by which a change of the table changes other tables, or more of itself: foreign keys and triggers.
import type { Table } from '../case.ts';
import type { ConditionName } from './conditions.ts';
import { column, idType, q, type Draft } from './draft.ts';

interface Parent {
  readonly table: string;
  readonly id: string;
  readonly type: string;
  readonly ids: readonly number[];
}

/** A child whose `p` names a row of the parent, mostly. */
function child({ random }: Draft, name: string, parent: Parent, action: string, count: number, nulls: boolean): Table {
  const rows = Array.from({ length: parent.ids.length === 0 ? 0 : count }, (_, i) => [
    String(i + 1),
    nulls && random.chance(0.1) ? 'NULL' : String(random.pick(parent.ids)),
    `'v${String(i)}'`,
  ]);
  return {
    name,
    columns: [column('id', 'INT NOT NULL'), column('p', `${parent.type} NULL`), column('v', 'VARCHAR(10) NULL')],
    constraints: [
      'PRIMARY KEY (id)',
      'KEY by_p (p)',
      `CONSTRAINT ${q(`fk_${name}`)} FOREIGN KEY (p) REFERENCES ${q(parent.table)} (${q(parent.id)}) ${action}`,
    ],
    options: 'ENGINE=InnoDB',
    rows,
  };
}

const changed = (draft: Draft): Parent => ({
  table: draft.name,
  id: draft.id,
  type: idType(draft),
  ids: draft.ids,
});

const below = (table: Table): Parent => ({
  ...{ table: table.name, id: 'id', type: 'INT' },
  ids: table.rows.map(([id]) => Number(id)),
});

export const sideEffects: Partial<Record<ConditionName, (draft: Draft) => void>> = {
  cascade: (draft) => {
    draft.others.push(child(draft, 'kid', changed(draft), 'ON DELETE CASCADE ON UPDATE CASCADE', 8, true));
  },

  'set null': (draft) => {
    draft.others.push(child(draft, 'kid', changed(draft), 'ON DELETE SET NULL ON UPDATE SET NULL', 8, true));
  },

  'deep cascade': (draft) => {
    const kid = child(draft, 'kid', changed(draft), 'ON DELETE CASCADE ON UPDATE CASCADE', 6, false);
    const grandkid = child(draft, 'grandkid', below(kid), 'ON DELETE CASCADE', 8, true);
    const last = draft.random.pick(['ON DELETE SET NULL', 'ON DELETE CASCADE']);
    draft.others.push(kid, grandkid, child(draft, 'leaf', below(grandkid), last, 8, true));
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
      after.push(
        `ALTER TABLE ${q(name)} ADD CONSTRAINT fk_boss FOREIGN KEY (boss) REFERENCES ${q(name)} (${q(id)}) ON DELETE ${action}`,
      );
      return;
    }
    others.push(child(draft, 'kid', changed(draft), 'ON DELETE CASCADE', 6, true));
    after.push(
      `UPDATE ${q(name)} SET boss = (SELECT MIN(id) FROM kid) WHERE ${q(id)} % 3 = 0`,
      `ALTER TABLE ${q(name)} ADD CONSTRAINT fk_boss FOREIGN KEY (boss) REFERENCES kid (id) ON DELETE ${action}`,
    );
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
    const action = random.pick(['', ' ON DELETE CASCADE', ' ON UPDATE CASCADE']);
    constraints.push(`CONSTRAINT fk_parent FOREIGN KEY (parent_id) REFERENCES parent (id)${action}`);
  },

  triggers: ({ random, others, after, name, id }) => {
    others.push({
      name: 'log',
      columns: [
        column('id', 'INT NOT NULL AUTO_INCREMENT'),
        column('what', 'VARCHAR(60) NOT NULL'),
        column('ref', 'BIGINT NULL'),
      ],
      constraints: ['PRIMARY KEY (id)'],
      options: 'ENGINE=InnoDB',
      rows: [['1', "'start'", 'NULL']],
    });
    const log = (word: string, row: string): string =>
      `INSERT INTO log (what, ref) VALUES ('${word}', ${row}.${q(id)})`;
    const bodies = [
      ['BEFORE UPDATE', 'SET NEW.n = NEW.n + 1'],
      ['AFTER UPDATE', log('update', 'OLD')],
      ['BEFORE INSERT', 'SET NEW.n = NEW.n + 100'],
      ['AFTER INSERT', log('insert', 'NEW')],
      ['AFTER DELETE', log('delete', 'OLD')],
      ['BEFORE DELETE', `UPDATE o SET v = v + 1 WHERE o.t_id = OLD.${q(id)}`],
    ] as const;
    for (const [i, [when, body]] of random.some(bodies, 1, 3).entries()) {
      after.push(`CREATE TRIGGER tr_${String(i)} ${when} ON ${q(name)} FOR EACH ROW ${body}`);
    }
  },
};
