// Which objects a structure statement is about, by the lossless tokens alone.
import { classify, NotUnderstood, Reader, type Statement } from '@sluice/sql';
import { readClauses } from './clauses.js';
import { foreignTables, named, oneName } from './names.js';
import type { NamedObject, ObjectType, Operation, StructureResult, StructureStatement } from './types.js';

const OPERATIONS: Readonly<Record<string, Operation>> = {
  'CREATE TABLE': 'create-table',
  'ALTER TABLE': 'alter-table',
  'DROP TABLE': 'drop-table',
  'RENAME TABLE': 'rename-table',
  TRUNCATE: 'truncate-table',
  'CREATE INDEX': 'create-index',
  'DROP INDEX': 'drop-index',
  'CREATE VIEW': 'create-view',
  'ALTER VIEW': 'alter-view',
  'DROP VIEW': 'drop-view',
  'CREATE DATABASE': 'create-database',
  'ALTER DATABASE': 'alter-database',
  'DROP DATABASE': 'drop-database',
  'CREATE TRIGGER': 'create-trigger',
  'DROP TRIGGER': 'drop-trigger',
  'CREATE PROCEDURE': 'create-procedure',
  'ALTER PROCEDURE': 'alter-procedure',
  'DROP PROCEDURE': 'drop-procedure',
  'CREATE FUNCTION': 'create-function',
  'ALTER FUNCTION': 'alter-function',
  'DROP FUNCTION': 'drop-function',
  'CREATE EVENT': 'create-event',
  'ALTER EVENT': 'alter-event',
  'DROP EVENT': 'drop-event',
};

export function isStructureKind(kind: string): boolean {
  return kind in OPERATIONS;
}

export function readStructure(statement: Statement): StructureResult {
  const operation = OPERATIONS[classify(statement)];
  if (operation === undefined) return { ok: false, why: 'not-structure', near: '' };
  const reader = new Reader(statement);
  try {
    if (!reader.isBalanced && !operation.startsWith('create')) throw new NotUnderstood(reader.tokens.at(-1));
    return { ok: true, structure: readAs(reader, operation) };
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error;
    return { ok: false, why: 'not-understood', near: error.token?.text ?? '' };
  }
}

function readAs(reader: Reader, operation: Operation): StructureStatement {
  const temporary = reader.is(1, 'TEMPORARY');
  const base = {
    statement: reader.statement,
    operation,
    clauses: [],
    behindName: undefined,
    temporary,
    fillsRows: false,
  };
  const [verb = '', type = ''] = [
    operation.slice(0, operation.indexOf('-')),
    operation.slice(operation.indexOf('-') + 1),
  ];
  if (operation === 'rename-table') return { ...base, conditional: false, objects: readRename(reader) };
  if (operation === 'truncate-table') {
    return {
      ...base,
      conditional: false,
      objects: [oneName(reader, reader.is(1, 'TABLE') ? 2 : 1, 'table', 'altered')],
    };
  }
  if (operation === 'create-index' || operation === 'drop-index') {
    const on = reader.find(1, reader.length, (i) => reader.is(i, 'ON'));
    return { ...base, conditional: false, objects: [oneName(reader, on + 1, 'table', 'altered')] };
  }
  const { at, conditional } = behindObjectWord(reader, type);
  if (verb === 'drop') return { ...base, conditional, objects: readDropped(reader, at, type as ObjectType) };
  if (operation === 'alter-database') {
    // ALTER DATABASE without a name is about the selected one.
    const unnamed =
      !reader.isName(at) || reader.is(at, 'DEFAULT', 'CHARACTER', 'COLLATE', 'ENCRYPTION', 'READ', 'CHARSET');
    return { ...base, conditional, objects: unnamed ? [] : [oneName(reader, at, 'database', 'altered')] };
  }
  const role = verb === 'create' ? 'created' : 'altered';
  const { object, next } = named(reader, at, type as ObjectType, role);
  if (operation === 'alter-table') {
    const clauses = readClauses(reader, next);
    const behindName = reader.tokens[next - 1]?.end;
    return { ...base, conditional, clauses, behindName, objects: [object, ...alsoNamed(reader, next)] };
  }
  if (operation === 'create-table') return { ...base, conditional, ...readCreateTable(reader, object, next) };
  if (operation === 'create-trigger') {
    const on = reader.find(next, reader.length, (i) => reader.is(i, 'ON'));
    return { ...base, conditional, objects: [object, oneName(reader, on + 1, 'table', 'read')] };
  }
  return { ...base, conditional: conditional || hasOrReplace(reader), objects: [object] };
}

/** Behind the word that says what is made, altered or dropped, and IF [NOT] EXISTS. */
function behindObjectWord(reader: Reader, type: string): { at: number; conditional: boolean } {
  const words: Readonly<Record<string, readonly string[]>> = {
    table: ['TABLE', 'TABLES'],
    database: ['DATABASE', 'SCHEMA'],
  };
  const word = words[type] ?? [type.toUpperCase()];
  // A definer may be called anything: its name is stepped over with what precedes it.
  const found = reader.find(1, reader.length, (i) => reader.is(i, ...word) && !reader.symbol(i - 1, '='));
  let at = found + 1;
  if (!reader.is(at, 'IF')) return { at, conditional: false };
  at += reader.is(at + 1, 'NOT') ? 3 : 2;
  return { at, conditional: true };
}

function hasOrReplace(reader: Reader): boolean {
  return reader.is(1, 'OR') && reader.is(2, 'REPLACE');
}

function readDropped(reader: Reader, at: number, type: ObjectType): NamedObject[] {
  if (type === 'table' || type === 'view') {
    const end = reader.find(at, reader.length, (i) => reader.is(i, 'RESTRICT', 'CASCADE'));
    return reader.splitAtCommas(at, end).map((part) => oneName(reader, part.from, type, 'dropped'));
  }
  return [oneName(reader, at, type, 'dropped')];
}

function readRename(reader: Reader): NamedObject[] {
  return reader.splitAtCommas(2, reader.length).flatMap((part) => {
    const { object, next } = named(reader, part.from, 'table', 'renamed');
    if (!reader.is(next, 'TO', 'AS')) throw new NotUnderstood(reader.tokens[next]);
    return [object, oneName(reader, next + 1, 'table', 'renamed-to')];
  });
}

/** New name, tables referenced, and the table of EXCHANGE PARTITION. */
function alsoNamed(reader: Reader, from: number): NamedObject[] {
  const objects = foreignTables(reader, from);
  for (let i = from; i < reader.length; i++) {
    if (reader.is(i, 'WITH') && reader.is(i + 1, 'TABLE')) objects.push(oneName(reader, i + 2, 'table', 'altered'));
    const startsClause = i === from || (reader.symbol(i - 1, ',') && reader.around(i) === -1);
    if (!startsClause || !reader.is(i, 'RENAME') || reader.is(i + 1, 'COLUMN', 'INDEX', 'KEY')) continue;
    const name = reader.is(i + 1, 'TO', 'AS') || reader.symbol(i + 1, '=') ? i + 2 : i + 1;
    objects.push(oneName(reader, name, 'table', 'renamed-to'));
  }
  return objects;
}

function readCreateTable(
  reader: Reader,
  object: NamedObject,
  next: number,
): Pick<StructureStatement, 'objects' | 'fillsRows'> {
  const like = reader.is(next, 'LIKE') ? next : reader.symbol(next, '(') && reader.is(next + 1, 'LIKE') ? next + 1 : -1;
  if (like !== -1) return { objects: [object, oneName(reader, like + 1, 'table', 'read')], fillsRows: false };
  const isQuery = (i: number): boolean =>
    reader.is(i, 'SELECT', 'WITH', 'VALUES') || (reader.is(i, 'TABLE') && !reader.symbol(i - 1, '='));
  const fillsRows =
    reader.find(next, reader.length, isQuery) < reader.length ||
    (reader.symbol(next, '(') && isQuery(next + 1)) ||
    // CREATE TABLE t (…) … (SELECT …)
    reader.find(next + 1, reader.length, (i) => i > next && reader.symbol(i, '(') && isQuery(i + 1)) < reader.length;
  return { objects: [object, ...foreignTables(reader, next)], fillsRows };
}
