// One table that has something of everything, and statements over it as they are planned. For specs of this room only.
import type { PlannedStatement, PlannedTable } from '@sluice/contracts';
import { imageNames } from '../images/names.js';
import { imageSets, type ImageSet } from '../undo/image-set.js';
import { column, key, planOver, table } from './reading.js';

/** `shop.t (id INT, part DATE, u VARCHAR(9) UNIQUE, e ENUM, j JSON, v INT STORED, PRIMARY KEY (id, part), UNIQUE KEY pre (u(2)))`. */
export const facts = table({
  createSql:
    'CREATE TABLE `t` (\n  `id` int NOT NULL AUTO_INCREMENT,\n  `part` date NOT NULL,\n  `u` varchar(9) DEFAULT NULL,\n  PRIMARY KEY (`id`,`part`)\n' +
    ') ENGINE=InnoDB AUTO_INCREMENT=9 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin',
  columns: [
    column('id', 'int', { nullable: false }),
    column('part', 'date', { nullable: false, hasDefault: true }),
    column('u', 'varchar(9)', { charset: 'utf8mb4', collation: 'utf8mb4_bin', octets: 36 }),
    column('e', "enum('a')", { charset: 'utf8mb4', collation: 'utf8mb4_bin', octets: 4 }),
    column('j', 'json', { invisible: true }),
    column('v', 'int', { generated: 'stored', expression: '(`id` + 1)' }),
  ],
  keys: [
    key('u', ['u']),
    key('PRIMARY', ['id', 'part']),
    { name: 'pre', unique: true, parts: [{ column: 'u', prefix: 2, expression: null }] },
    { name: 'plain', unique: false, parts: [{ column: 'e', prefix: null, expression: null }] },
  ],
});

/** `shop.r (k BIGINT PRIMARY KEY, n INT)`. */
export const other = table({
  table: 'r',
  columns: [column('k', 'bigint', { nullable: false }), column('n', 'int')],
  keys: [key('PRIMARY', ['k'])],
});

export const names = imageNames('e', 0);

export function statements(text: string): { tables: PlannedTable[]; statements: PlannedStatement[]; sets: ImageSet[] } {
  const plan = planOver(text, [facts, other]);
  if (plan.verdict !== 'exact') throw new Error(JSON.stringify(plan.reasons));
  return { tables: plan.tables, statements: plan.statements, sets: imageSets(plan, 'e') };
}

export function statement(text: string): PlannedStatement {
  const [only] = statements(text).statements;
  if (!only) throw new Error(text);
  return only;
}

export function set(text: string, index = 0): ImageSet {
  const found = statements(text).sets[index];
  if (!found) throw new Error(text);
  return found;
}

export const planned: PlannedTable = set('UPDATE t SET e = 1').table;
export const plannedOther: PlannedTable = set('UPDATE r SET n = 1').table;
