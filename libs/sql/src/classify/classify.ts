import { readWith } from '../slice/ctes.js';
import { NotUnderstood, Reader } from '../slice/reader.js';
import type { Statement } from '../types.js';
import { FIRST_WORDS, OBJECTS, SECOND_WORDS } from './kinds.js';

/**
 * MySQL's name of the statement's kind: 'UPDATE', 'CREATE TABLE', 'CTE_DML' (`WITH … UPDATE/DELETE`), …; 'UNKNOWN' for what no
 * MySQL statement begins with. Says nothing of whether the statement is right.
 */
export function classify(statement: Statement): string {
  return classifyTokens(new Reader(statement));
}

export function classifyTokens(reader: Reader): string {
  let at = 0;
  while (reader.symbol(at, '(')) at++;
  const first = reader.keyword(at);
  switch (first) {
    case 'WITH':
      return kindOfWith(reader, at);
    case 'CREATE':
    case 'ALTER':
    case 'DROP':
      return kindOfObject(reader, first);
    case 'SET':
      return kindOfSet(reader);
    default:
      return SECOND_WORDS[first]?.[reader.keyword(at + 1)] ?? FIRST_WORDS[first] ?? 'UNKNOWN';
  }
}

function kindOfWith(reader: Reader, at: number): string {
  try {
    return reader.is(readWith(reader, at).next, 'UPDATE', 'DELETE') ? 'CTE_DML' : 'SELECT';
  } catch (error) {
    if (error instanceof NotUnderstood) return 'UNKNOWN';
    throw error;
  }
}

/** The first object word counts, with what may stand before it (OR REPLACE, UNIQUE, ALGORITHM = …, DEFINER = …) stepped over. */
function kindOfObject(reader: Reader, verb: string): string {
  for (let at = 1; at < reader.length; at++) {
    if (reader.is(at, 'DEFINER') && reader.symbol(at + 1, '=')) at = lastOfDefiner(reader, at);
    else {
      const object = OBJECTS[reader.keyword(at)];
      if (object !== undefined) return object === 'PREPARE' ? 'DEALLOCATE PREPARE' : `${verb} ${object}`;
    }
  }
  return 'UNKNOWN';
}

/** `DEFINER = name[@host]` or `DEFINER = CURRENT_USER[()]`: a definer called `view` makes no view. */
function lastOfDefiner(reader: Reader, at: number): number {
  const name = at + 2;
  return reader.tokens[name + 1]?.kind === 'user-variable' ? name + 1 : name;
}

/** SET DEFAULT ROLE counts as SET ROLE; `SET role = …` sets a variable. */
function kindOfSet(reader: Reader): string {
  if (reader.symbol(2, '=') && !reader.is(1, 'PASSWORD')) return 'SET';
  if (reader.is(1, 'DEFAULT') && reader.is(2, 'ROLE')) return 'SET ROLE';
  if (reader.is(1, 'GLOBAL', 'SESSION', 'LOCAL') && reader.is(2, 'TRANSACTION')) return 'SET TRANSACTION';
  return SECOND_WORDS['SET']?.[reader.keyword(1)] ?? 'SET';
}
