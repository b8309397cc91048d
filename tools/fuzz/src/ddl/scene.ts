// A random schema with rows: a table that is changed, its parent, its child, and one beside them.
import { Random } from '../random.ts';
import { randomType, type FuzzType } from './types.ts';

export interface FuzzColumn {
  readonly name: string;
  readonly type: FuzzType;
  readonly nullable: boolean;
  readonly generated: boolean;
}

export interface Scene {
  /** In order; the last ones put rows in. */
  readonly statements: readonly string[];
  readonly columns: readonly FuzzColumn[];
  /** Names of the table's keys, the primary one left out. */
  readonly keys: readonly string[];
  readonly checks: readonly string[];
  readonly primary: readonly string[];
  readonly foreignKey: boolean;
  readonly partitioned: 'hash' | 'range' | null;
}

/** What a change is about that has to be there. */
export type Need = 'check' | 'foreign-key' | 'keys' | 'partitions' | 'no-partitions' | 'no-ties';

export function randomScene(random: Random, needs: readonly Need[] = []): Scene {
  const need = (one: Need): boolean => needs.includes(one);

  const shape = random.weighted<'auto' | 'composite' | 'none' | 'partitioned'>([
    [need('partitions') ? 0 : 6, 'auto'],
    [need('partitions') ? 0 : 2, 'composite'],
    [need('partitions') || need('no-partitions') ? 0 : 1, 'none'],
    [need('partitions') ? 1 : need('no-partitions') || need('foreign-key') ? 0 : 1, 'partitioned'],
  ]);
  const columns: FuzzColumn[] = [];
  for (let i = 0; i < random.int(3, 7); i++) {
    const drawn = randomType(random);
    const type = shape === 'partitioned' && drawn.text.startsWith('POINT') ? randomType(new Random(1, i)) : drawn;
    const nullable = type.text.includes('NULL') || random.chance(0.7);
    columns.push({
      name: random.chance(0.1) ? `odd \`${String(i)}` : `c${String(i)}`,
      type,
      nullable,
      generated: false,
    });
  }
  const numeric = columns.find(({ type }) => /^(INT|SMALLINT|MEDIUMINT)/.test(type.text));
  if (numeric !== undefined && random.chance(0.4)) {
    const stored = random.chance(0.4);
    const type = {
      ...numeric.type,
      text: `INT AS (${quote(numeric.name)} % 7) ${stored ? 'STORED' : 'VIRTUAL'}`,
      byDefault: null,
    };
    columns.push({ name: 'gen', type, nullable: true, generated: true });
  }
  const primary = shape === 'none' ? [] : shape === 'auto' ? ['id'] : ['id', 'k'];
  const keys: string[] = [];
  const parts: string[] = [];
  const keyCount = random.int(need('keys') ? 2 : 0, 4);
  for (let i = 0; i < keyCount; i++) {
    const list = random
      .some(
        columns.filter(({ type }) => type.keyable),
        1,
        2,
      )
      .map((column) => keyPart(column, random));
    if (list.length === 0) continue;
    keys.push(`key${String(i)}`);
    parts.push(
      `${shape !== 'partitioned' && random.chance(0.2) ? 'UNIQUE ' : ''}KEY key${String(i)} (${list.join(', ')})${random.chance(0.2) ? ' INVISIBLE' : ''}${random.chance(0.2) ? " COMMENT 'k'" : ''}`,
    );
  }
  const checks: string[] = [];
  if (need('check') || random.chance(0.3)) {
    checks.push('ck');
    parts.push(`CONSTRAINT ck CHECK (k >= 0)${random.chance(0.3) ? ' NOT ENFORCED' : ''}`);
  }
  const foreignKey = shape !== 'partitioned' && !need('no-ties') && (need('foreign-key') || random.chance(0.3));
  if (foreignKey) parts.push('CONSTRAINT fk FOREIGN KEY (p) REFERENCES parent (id) ON DELETE SET NULL');
  const options = [
    random.chance(0.3) ? "COMMENT='it''s a table'" : '',
    random.chance(0.2) ? 'ROW_FORMAT=DYNAMIC' : '',
    random.chance(0.2)
      ? 'DEFAULT CHARSET=latin1'
      : random.chance(0.2)
        ? 'DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin'
        : '',
    random.chance(0.2) ? 'STATS_PERSISTENT=1' : '',
  ].join(' ');
  const latin1 = options.includes('latin1');
  const definitions = [
    `id INT NOT NULL${shape === 'auto' ? ' AUTO_INCREMENT' : ''}`,
    "k INT NOT NULL DEFAULT 0 COMMENT 'k''s'",
    ...(foreignKey ? ['p INT'] : []),
    ...columns.map((column) => definitionOf(column, random)),
    ...(primary.length > 0 ? [`PRIMARY KEY (${primary.join(', ')})`] : []),
    ...parts,
  ];
  const partitioned = shape === 'partitioned' ? random.pick(['hash', 'range'] as const) : null;
  const ranges =
    '(PARTITION p0 VALUES LESS THAN (5), PARTITION p1 VALUES LESS THAN (20), PARTITION pm VALUES LESS THAN MAXVALUE)';
  const by = { hash: 'HASH (id) PARTITIONS 3', range: `RANGE (k) ${ranges}` };
  const partition = partitioned === null ? '' : ` PARTITION BY ${by[partitioned]}`;
  const statements = [
    'CREATE TABLE parent (id INT PRIMARY KEY, code VARCHAR(8) UNIQUE)',
    "INSERT INTO parent VALUES (1, 'one'), (2, 'two'), (3, NULL)",
    `CREATE TABLE t (${definitions.join(', ')}) ${options}${partition}`,
    ...rowsOf(random, columns, { foreignKey, latin1 }),
  ];
  if (shape === 'auto' && !need('no-ties') && random.chance(0.2)) {
    statements.push(
      'CREATE TABLE child (id INT PRIMARY KEY, t INT, CONSTRAINT ct FOREIGN KEY (t) REFERENCES t (id))',
      'INSERT INTO child VALUES (1, NULL)',
    );
  }
  if (!need('no-ties') && random.chance(0.08))
    statements.push('CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW SET NEW.k = OLD.k + 1');
  return { statements, columns, keys, checks, primary, foreignKey, partitioned };
}

export const quote = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

export function definitionOf({ name, type, nullable, generated }: FuzzColumn, random: Random): string {
  if (generated) return `${quote(name)} ${type.text}`;
  const isMoment = type.text.startsWith('TIMESTAMP') || type.text.startsWith('DATETIME');
  const now = type.byDefault?.startsWith('CURRENT') ?? false;
  return [
    quote(name),
    type.text,
    type.text.includes('NULL') ? '' : nullable ? '' : 'NOT NULL',
    type.byDefault !== null && random.chance(0.5)
      ? `DEFAULT ${type.byDefault}${now && isMoment && random.chance(0.3) ? ` ON UPDATE ${type.byDefault}` : ''}`
      : '',
    random.chance(0.2) ? "COMMENT 'c\\'s \\\\ \"x\"'" : '',
    random.chance(0.1) ? 'INVISIBLE' : '',
  ]
    .filter((word) => word !== '')
    .join(' ');
}

export function keyPart({ name, type }: FuzzColumn, random: Random): string {
  const isText = /^(VARCHAR|CHAR|VARBINARY)/.test(type.text);
  return `${quote(name)}${isText && random.chance(0.3) ? '(4)' : ''}${random.chance(0.2) ? ' DESC' : ''}`;
}

function rowsOf(
  random: Random,
  columns: readonly FuzzColumn[],
  of: { foreignKey: boolean; latin1: boolean },
): string[] {
  const own = columns.filter(({ generated }) => !generated);
  const names = ['id', 'k', ...(of.foreignKey ? ['p'] : []), ...own.map(({ name }) => quote(name))];
  return Array.from({ length: random.int(0, 8) }, (_, i) => {
    const values = own.map(({ type, nullable }) => {
      if (nullable && random.chance(0.2)) return 'NULL';
      const value = type.value(random);
      // Characters that the table's charset has not.
      return of.latin1 && type.text !== 'JSON' && !type.text.includes('utf8mb4') && /[가-힣日本]/.test(value)
        ? "'latin'"
        : value;
    });
    const all = [
      String(i + 1),
      String(random.int(0, 30)),
      ...(of.foreignKey ? [random.pick(['1', '2', 'NULL'])] : []),
      ...values,
    ];
    return `INSERT IGNORE INTO t (${names.join(', ')}) VALUES (${all.join(', ')})`;
  });
}
