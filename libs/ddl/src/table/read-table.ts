// SHOW CREATE TABLE → the table model. What it does not know it refuses: a part left out would be a part that is not undone.
import { NotUnderstood, Reader, split, sqlMode, type Statement } from '@sluice/sql';
import { readColumn } from './column.js';
import { readForeignKey, readKey, startsKey } from './key.js';
import type { CheckModel, ColumnModel, ForeignKeyModel, KeyModel, OptionModel, TableModel } from './model.js';
import { textBetween } from './text.js';

/**
 * @param createSql as SHOW CREATE TABLE says it in a session without ANSI_QUOTES and NO_BACKSLASH_ESCAPES, with names quoted
 * @returns undefined where a part of it is not known
 */
export function readTable(createSql: string, serverVersion: string): TableModel | undefined {
  const { statements } = split(createSql, sqlMode('', serverVersion));
  const [statement] = statements;
  if (statement === undefined || statements.length !== 1) return undefined;
  try {
    return read(statement);
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined;
    throw error;
  }
}

function read(statement: Statement): TableModel {
  const reader = new Reader(statement);
  if (!reader.is(0, 'CREATE') || !reader.is(1, 'TABLE') || !reader.symbol(3, '('))
    throw new NotUnderstood(reader.tokens[0]);
  const columns: ColumnModel[] = [];
  const keys: KeyModel[] = [];
  const foreignKeys: ForeignKeyModel[] = [];
  const checks: CheckModel[] = [];
  const behind = reader.afterBracket(3);
  for (const { from, end } of reader.splitAtCommas(4, behind - 1)) {
    if (reader.tokens[from]?.kind === 'quoted-identifier') columns.push(readColumn(reader, from, end));
    else if (startsKey(reader, from)) keys.push(readKey(reader, from, end));
    else if (reader.is(from, 'CONSTRAINT') && reader.is(from + 2, 'FOREIGN')) {
      foreignKeys.push(readForeignKey(reader, from, end));
    } else if (reader.is(from, 'CONSTRAINT') && reader.is(from + 2, 'CHECK')) checks.push(readCheck(reader, from, end));
    else throw new NotUnderstood(reader.tokens[from]);
  }
  const partition = reader.find(behind, reader.length, (i) => reader.is(i, 'PARTITION') && reader.is(i + 1, 'BY'));
  return {
    name: reader.name(2),
    columns,
    keys,
    foreignKeys,
    checks,
    options: readOptions(reader, behind, partition),
    partitioning: partition < reader.length ? textBetween(reader, partition, reader.length) : undefined,
  };
}

function readCheck(reader: Reader, from: number, end: number): CheckModel {
  const behind = reader.afterBracket(from + 3);
  return {
    name: reader.name(from + 1),
    expression: textBetween(reader, from + 3, behind),
    enforced: !reader.is(behind, 'NOT') || behind >= end,
  };
}

/** `NAME=value`, the name perhaps of two words; TABLESPACE alone has no `=`. */
function readOptions(reader: Reader, from: number, end: number): OptionModel[] {
  const options: OptionModel[] = [];
  for (let at = from; at < end;) {
    const equals = reader.is(at, 'TABLESPACE')
      ? at
      : reader.find(at, Math.min(end, at + 3), (i) => reader.symbol(i, '='));
    const isBare = equals === at;
    if (!isBare && !reader.symbol(equals, '=')) throw new NotUnderstood(reader.tokens[at]);
    const value = equals + 1;
    const next = reader.symbol(value, '(') ? reader.afterBracket(value) : value + 1;
    options.push({
      name: textBetween(reader, at, isBare ? at + 1 : equals).toUpperCase(),
      value: textBetween(reader, value, next),
    });
    at = next;
  }
  return options;
}
