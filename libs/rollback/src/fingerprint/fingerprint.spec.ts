import type { ForeignKeyFacts, TriggerFacts } from '../facts.js';
import { canonicalCreate } from './canonical-create.js';
import { fingerprint } from './fingerprint.js';

const create = (auto: string, comment = ''): string =>
  `CREATE TABLE \`t\` (\n  \`id\` int NOT NULL AUTO_INCREMENT COMMENT '${comment}',\n  PRIMARY KEY (\`id\`)\n) ENGINE=InnoDB${auto} DEFAULT CHARSET=utf8mb4`;
const trigger: TriggerFacts = {
  name: 'tr',
  event: 'UPDATE',
  timing: 'BEFORE',
  order: 1,
  statement: 'SET NEW.a = 1',
  sqlMode: '',
  definer: 'root@%',
};
const child: ForeignKeyFacts = {
  schema: 's',
  table: 'c',
  name: 'fk',
  columns: ['t'],
  parent: { schema: 's', table: 't' },
  parentColumns: ['id'],
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
};
const identity = (text: string): string => text;

describe('the fingerprint', () => {
  const base = {
    schema: 's',
    table: 't',
    createSql: create(''),
    triggers: [trigger],
    foreignKeys: [],
    children: [child],
  };

  it('does not see the next id', () => {
    expect(fingerprint({ ...base, createSql: create(' AUTO_INCREMENT=77') }, identity)).toBe(
      fingerprint(base, identity),
    );
  });

  it('sees a comment that looks like the table’s options', () => {
    const text = create('', ') ENGINE=InnoDB AUTO_INCREMENT=5 ');
    expect(canonicalCreate(text)).toBe(text);
  });

  it.each([
    ['a column', { createSql: create('', 'x') }],
    ['a trigger’s text', { triggers: [{ ...trigger, statement: 'SET NEW.a = 2' }] }],
    ['no trigger', { triggers: [] }],
    ['a rule of a child', { children: [{ ...child, onDelete: 'CASCADE' }] }],
    ['another schema', { schema: 'other' }],
  ])('sees %s', (_, change) => {
    expect(fingerprint({ ...base, ...change }, identity)).not.toBe(fingerprint(base, identity));
  });

  it('does not see the order in which the server lists keys', () => {
    const other = { ...child, table: 'd' };
    expect(fingerprint({ ...base, children: [other, child] }, identity)).toBe(
      fingerprint({ ...base, children: [child, other] }, identity),
    );
  });
});
