// Cases that were wrong once, reduced: they run first in every run. Their seed is the one that found them.
import { quoted, type FuzzCase, type Statement, type Table } from './case.ts';

interface Regression {
  readonly index: number;
  readonly form: string;
  readonly condition: string;
  readonly environment: string;
  readonly tables: readonly Table[];
  readonly after?: readonly string[];
  readonly statements: readonly Statement[];
}

const list: readonly Regression[] = [
  // The undo by UPDATE (an INSERT trigger stands) assigned the invalid date without ALLOW_INVALID_DATES: zeros.
  {
    ...{ index: 1008, form: 'update', condition: 'triggers', environment: 'native, ansi' },
    tables: [
      table(
        't',
        [
          ['id', 'BIGINT UNSIGNED NOT NULL'],
          ['n', 'INT NOT NULL DEFAULT 0'],
          ['d', 'DATETIME(2) NOT NULL'],
        ],
        ['PRIMARY KEY (id)'],
        [['13', '1', "'2023-02-31 01:02:03'"]],
      ),
    ],
    after: ['CREATE TRIGGER tr_0 BEFORE INSERT ON t FOR EACH ROW SET NEW.n = NEW.n + 100'],
    statements: [['UPDATE t SET n = 5 WHERE id = 13']],
  },
  // Native keys: reading InnoDB's view was counted as a side effect of the INSERT, so every insert of a parent aborted.
  {
    ...{ index: 117, form: 'insert values', condition: 'set null', environment: 'native, ansi' },
    tables: [
      table('t', [['id', 'INT NOT NULL']], ['PRIMARY KEY (id)'], [['5']]),
      table(
        'kid',
        [
          ['id', 'INT NOT NULL'],
          ['p', 'INT NULL'],
        ],
        [
          'PRIMARY KEY (id)',
          'KEY by_p (p)',
          `CONSTRAINT fk_kid FOREIGN KEY (p) REFERENCES ${quoted('t')} (id) ON DELETE SET NULL`,
        ],
        [['1', '5']],
      ),
    ],
    statements: [['INSERT INTO t (id) VALUES (500), (502)']],
  },
];

function table(
  name: string,
  columns: readonly (readonly [string, string])[],
  constraints: readonly string[],
  rows: Table['rows'],
): Table {
  return {
    ...{ name, constraints, rows, options: 'ENGINE=InnoDB' },
    columns: columns.map(([column, definition]) => ({ name: column, definition, generated: false })),
  };
}

export const regressions: readonly FuzzCase[] = list.map((one) => ({
  after: [],
  ...one,
  ...{ seed: 0, families: [], path: 'stages', settings: [], writers: null },
}));
