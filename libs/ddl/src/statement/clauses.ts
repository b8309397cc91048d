// An ALTER TABLE's clauses, cut at the commas outside brackets. The words are those of sql_yacc.yy (alter_list_item, alter_commands).
import { NotUnderstood, type Reader } from '@sluice/sql';
import type { Clause, ClauseKind } from './types.js';

/** Clauses that stand alone in their statement, and have commas of their own. */
const STANDALONE: Readonly<Record<string, ClauseKind>> = {
  'ADD PARTITION': 'add-partition',
  'DROP PARTITION': 'drop-partition',
  'TRUNCATE PARTITION': 'truncate-partition',
  'EXCHANGE PARTITION': 'exchange-partition',
  'REORGANIZE PARTITION': 'reorganize-partition',
  'COALESCE PARTITION': 'coalesce-partition',
  'ANALYZE PARTITION': 'partition-maintenance',
  'CHECK PARTITION': 'partition-maintenance',
  'OPTIMIZE PARTITION': 'partition-maintenance',
  'REBUILD PARTITION': 'partition-maintenance',
  'REPAIR PARTITION': 'partition-maintenance',
  'DISCARD PARTITION': 'tablespace',
  'IMPORT PARTITION': 'tablespace',
  'DISCARD TABLESPACE': 'tablespace',
  'IMPORT TABLESPACE': 'tablespace',
};

const BY_FIRST_WORD: Readonly<Record<string, ClauseKind>> = {
  ALGORITHM: 'algorithm',
  LOCK: 'lock',
  FORCE: 'force',
  DISABLE: 'keys-enabled',
  ENABLE: 'keys-enabled',
  CONVERT: 'convert-charset',
  SECONDARY_LOAD: 'secondary-engine',
  SECONDARY_UNLOAD: 'secondary-engine',
};

const INDEX_WORDS = ['INDEX', 'KEY', 'FULLTEXT', 'SPATIAL', 'UNIQUE'] as const;

/** @param from behind the table's name. @throws NotUnderstood */
export function readClauses(reader: Reader, from: number): Clause[] {
  if (from >= reader.length) return [];
  const alone = STANDALONE[`${reader.keyword(from)} ${reader.keyword(from + 1)}`];
  if (alone !== undefined) return [clause(reader, alone, from, reader.length)];
  const partitioning = reader.find(
    from,
    reader.length,
    (i) =>
      (reader.is(i, 'PARTITION') && reader.is(i + 1, 'BY')) ||
      (reader.is(i, 'REMOVE') && reader.is(i + 1, 'PARTITIONING')),
  );
  const clauses: Clause[] = [];
  for (const part of reader.splitAtCommas(from, partitioning)) {
    const last = clauses.at(-1);
    // The list of ORDER BY has commas of its own; it is the last clause.
    if (last?.kind === 'order-by') continue;
    clauses.push(...readClause(reader, part.from, part.end));
  }
  if (partitioning < reader.length) {
    const kind = reader.is(partitioning, 'REMOVE') ? 'remove-partitioning' : 'partition-by';
    clauses.push(clause(reader, kind, partitioning, reader.length));
  }
  return clauses;
}

function readClause(reader: Reader, from: number, end: number): Clause[] {
  const first = reader.keyword(from);
  const made = (kind: ClauseKind, name?: number, newName?: number): Clause[] => [
    clause(reader, kind, from, end, name, newName),
  ];
  switch (first) {
    case 'ADD':
      return readAdd(reader, from, end);
    case 'DROP':
      return readDrop(reader, from, made);
    case 'ALTER':
      if (reader.is(from + 1, 'INDEX')) return made('alter-index', from + 2);
      if (reader.is(from + 1, 'CHECK', 'CONSTRAINT')) return made('alter-check', from + 2);
      return made('alter-column', afterWord(reader, from + 1, 'COLUMN'));
    case 'CHANGE': {
      const name = afterWord(reader, from + 1, 'COLUMN');
      return made('change-column', name, name + 1);
    }
    case 'MODIFY':
      return made('modify-column', afterWord(reader, from + 1, 'COLUMN'));
    case 'RENAME':
      if (reader.is(from + 1, 'COLUMN')) return made('rename-column', from + 2, from + 4);
      if (reader.is(from + 1, 'INDEX', 'KEY')) return made('rename-index', from + 2, from + 4);
      return made(
        'rename-table',
        nameBehind(reader, reader.is(from + 1, 'TO', 'AS') ? from + 2 : renameBare(reader, from)),
      );
    case 'ORDER':
      return [clause(reader, 'order-by', from, reader.length)];
    case 'WITH':
    case 'WITHOUT':
      return made('validation');
    case 'DEFAULT':
    case 'CHARACTER':
    case 'CHARSET':
    case 'COLLATE':
      return made('default-charset');
    default: {
      const kind = BY_FIRST_WORD[first];
      if (kind !== undefined) return made(kind);
      if (first === '') throw new NotUnderstood(reader.tokens[from]);
      return made('table-option');
    }
  }
}

/** `RENAME =? new`: an old form without TO. */
function renameBare(reader: Reader, from: number): number {
  return reader.symbol(from + 1, '=') ? from + 2 : from + 1;
}

/** Of `a.b` the last name. */
function nameBehind(reader: Reader, at: number): number {
  return reader.qualifiedName(at).next - 1;
}

function readAdd(reader: Reader, from: number, end: number): Clause[] {
  const made = (kind: ClauseKind, name?: number): Clause[] => [clause(reader, kind, from, end, name)];
  let at = from + 1;
  const isConstraint = reader.is(at, 'CONSTRAINT');
  let symbol: number | undefined;
  if (isConstraint) {
    at++;
    if (reader.isName(at) && !reader.is(at, 'PRIMARY', 'UNIQUE', 'FOREIGN', 'CHECK')) symbol = at++;
  }
  if (reader.is(at, 'PRIMARY') && reader.is(at + 1, 'KEY')) return made('add-primary-key');
  if (reader.is(at, 'FOREIGN') && reader.is(at + 1, 'KEY')) return made('add-foreign-key', symbol);
  if (reader.is(at, 'CHECK')) return made('add-check', symbol);
  if (reader.is(at, ...INDEX_WORDS)) return made('add-index', indexName(reader, at) ?? symbol);
  if (isConstraint) throw new NotUnderstood(reader.tokens[at]);
  at = afterWord(reader, at, 'COLUMN');
  if (!reader.symbol(at, '(')) return made('add-column', at);
  // ADD (a INT, b INT, KEY (a)): one clause an element.
  return reader
    .splitAtCommas(at + 1, reader.afterBracket(at) - 1)
    .map((part) => readElement(reader, part.from, part.end));
}

/** An element of `ADD (…)`. */
function readElement(reader: Reader, from: number, end: number): Clause {
  const made = (kind: ClauseKind, name?: number): Clause => clause(reader, kind, from, end, name);
  let at = from;
  let symbol: number | undefined;
  if (reader.is(at, 'CONSTRAINT')) {
    at++;
    if (reader.isName(at) && !reader.is(at, 'PRIMARY', 'UNIQUE', 'FOREIGN', 'CHECK')) symbol = at++;
  }
  if (reader.is(at, 'PRIMARY')) return made('add-primary-key');
  if (reader.is(at, 'FOREIGN')) return made('add-foreign-key', symbol);
  if (reader.is(at, 'CHECK')) return made('add-check', symbol);
  if (reader.is(at, ...INDEX_WORDS)) return made('add-index', indexName(reader, at) ?? symbol);
  return made('add-column', at);
}

function indexName(reader: Reader, at: number): number | undefined {
  let name = at;
  while (reader.is(name, ...INDEX_WORDS)) name++;
  return reader.isName(name) && !reader.is(name, 'USING', 'TYPE') ? name : undefined;
}

function readDrop(reader: Reader, from: number, made: (kind: ClauseKind, name?: number) => Clause[]): Clause[] {
  const next = from + 1;
  if (reader.is(next, 'PRIMARY') && reader.is(next + 1, 'KEY')) return made('drop-primary-key');
  if (reader.is(next, 'FOREIGN') && reader.is(next + 1, 'KEY')) return made('drop-foreign-key', next + 2);
  if (reader.is(next, 'INDEX', 'KEY')) return made('drop-index', next + 1);
  if (reader.is(next, 'CHECK')) return made('drop-check', next + 1);
  if (reader.is(next, 'CONSTRAINT')) return made('drop-constraint', next + 1);
  return made('drop-column', afterWord(reader, next, 'COLUMN'));
}

/** COLUMN may be left out, and is no reserved word before 8.0 alone: `DROP column` drops the column of that name. */
function afterWord(reader: Reader, at: number, word: string): number {
  return reader.is(at, word) && (reader.isName(at + 1) || reader.symbol(at + 1, '(')) ? at + 1 : at;
}

function clause(reader: Reader, kind: ClauseKind, from: number, end: number, name?: number, newName?: number): Clause {
  return {
    kind,
    range: reader.range(from, end),
    name: name === undefined ? undefined : reader.name(name),
    newName: newName === undefined ? undefined : reader.name(newName),
  };
}
