import { column, key, table } from '../test-support/reading.js';
import { canonicalCreate } from './canonical-create.js';
import { plannedTable } from './planned-table.js';
import { candidateKeys, keyColumns, rowKey } from './row-key.js';

const columns = [
  column('id', 'int', { nullable: false }),
  column('a', 'int', { nullable: false }),
  column('n', 'int'),
  column('s', 'varchar(765)', { nullable: false, octets: 3_060 }),
  column('g', 'int', { nullable: false, generated: 'stored' }),
  column('up', 'timestamp', { nullable: false, onUpdate: true }),
];
const prefix = { name: 'pre', unique: true, parts: [{ column: 's', prefix: 3, expression: null }] };
const expression = { name: 'ex', unique: true, parts: [{ column: null, prefix: null, expression: '(1)' }] };

describe('the key by which rows are found', () => {
  it.each([
    ['the primary one', [key('a', ['a']), key('PRIMARY', ['id'])], ['id']],
    ['a unique one without NULLs', [key('n', ['n']), key('a', ['a'])], ['a']],
    ['the first that nothing changes unnamed', [key('g', ['g']), key('up', ['up']), key('a', ['A'])], ['A']],
    ['one that is changed unnamed, where there is no other', [key('up', ['up']), key('g', ['g'])], ['up']],
    ['of several columns, in the key’s order', [key('b', ['a', 'id'])], ['a', 'id']],
    ['none by a nullable column', [key('n', ['a', 'n'])], []],
    ['none by a prefix', [prefix], []],
    ['none by an expression', [expression], []],
    ['none that is not unique', [key('x', ['id'], { unique: false })], []],
    ['none that is invisible', [key('x', ['id'], { invisible: true })], []],
    ['none at the limit of a key’s bytes', [key('s', ['s'])], []],
    ['none', [], []],
  ])('is %s', (_, keys, expected) => {
    expect(keyColumns(table({ columns, keys }))).toEqual(expected);
  });

  it('fits beside the number of a statement: 15 parts, and 3,060 bytes', () => {
    const many = Array.from({ length: 16 }, (_, i) => column(`c${String(i)}`, 'int', { nullable: false }));
    const names = many.map(({ name }) => name);
    expect(rowKey(table({ columns: many, keys: [key('PRIMARY', names)] }))).toBeUndefined();
    expect(rowKey(table({ columns: many, keys: [key('PRIMARY', names.slice(0, 15))] }))).toBeDefined();
    const wide = (octets: number) => column('s', 'varchar(9)', { nullable: false, octets });
    expect(rowKey(table({ columns: [wide(3_058)], keys: [key('PRIMARY', ['s'])] }))).toBeDefined();
    expect(rowKey(table({ columns: [wide(3_059)], keys: [key('PRIMARY', ['s'])] }))).toBeUndefined();
    const two = [wide(3_000), column('i', 'int', { nullable: false })];
    expect(rowKey(table({ columns: two, keys: [key('PRIMARY', ['s', 'i'])] }))).toBeDefined();
    const three = [wide(3_030), column('i', 'int', { nullable: false })];
    expect(rowKey(table({ columns: three, keys: [key('PRIMARY', ['s', 'i'])] }))).toBeUndefined();
  });

  it('may be one of several candidates, whatever their parts', () => {
    expect(candidateKeys(table({ columns, keys: [prefix, expression, key('n', ['n']), key('a', ['a'])] }))).toEqual([
      prefix,
      key('a', ['a']),
    ]);
    expect(candidateKeys(table({ columns, keys: [key('PRIMARY', ['n'])] }))).toHaveLength(1);
  });
});

describe('a planned table', () => {
  it('holds what decides the shape of its images, its own key first', () => {
    const keys = [prefix, key('x', ['id'], { unique: false }), expression, key('PRIMARY', ['id'])];
    expect(plannedTable(table({ columns: columns.slice(0, 2), keys }), () => 'hash')).toMatchInlineSnapshot(`
     {
       "columns": [
         {
           "charset": null,
           "collation": null,
           "generated": "no",
           "invisible": false,
           "name": "id",
           "nullable": false,
           "type": "int",
         },
         {
           "charset": null,
           "collation": null,
           "generated": "no",
           "invisible": false,
           "name": "a",
           "nullable": false,
           "type": "int",
         },
       ],
       "fingerprint": "hash",
       "keyColumns": [
         "id",
       ],
       "schema": "shop",
       "table": "t",
       "uniqueKeys": [
         {
           "columns": [
             "id",
           ],
           "name": "PRIMARY",
           "plain": true,
         },
         {
           "columns": [
             "s",
           ],
           "name": "pre",
           "plain": false,
         },
         {
           "columns": [],
           "name": "ex",
           "plain": false,
         },
       ],
     }
    `);
  });

  it('is the same with another next id, and with nothing else', () => {
    expect(canonicalCreate('CREATE TABLE `t` (\n) ENGINE=InnoDB AUTO_INCREMENT=12 DEFAULT CHARSET=x')).toBe(
      'CREATE TABLE `t` (\n) ENGINE=InnoDB DEFAULT CHARSET=x',
    );
    expect(canonicalCreate(') ENGINE=InnoDB  AUTO_INCREMENT=12')).toContain('AUTO_INCREMENT');
    expect(canonicalCreate('x) ENGINE=InnoDB AUTO_INCREMENT=12')).toContain('AUTO_INCREMENT');
  });
});
